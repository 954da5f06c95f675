/** What a check found, for people and for programs. */

import type { DamagedFile } from "../store/repair/check-files.ts";
import type { CheckReport, DamagedDocument } from "./check-data.ts";

/** `sound`: nothing is wrong, or nothing is any more. */
export type CheckStatus = "sound" | "repaired" | "damaged";

/** The one word for a report. */
export function statusOf({ store, isStoreRepaired, damaged, files }: CheckReport): CheckStatus {
  const problems = [store, damaged, files.damaged];
  if (problems.every(({ length }) => length === 0)) return "sound";
  const isWell =
    (store.length === 0 || isStoreRepaired) &&
    damaged.every(({ isRepaired }) => isRepaired) &&
    files.damaged.every(({ isSetAside }) => isSetAside);
  return isWell ? "repaired" : "damaged";
}

/** The report as one JSON object on one line. */
export function reportAsJson(report: CheckReport): string {
  return `${JSON.stringify({ status: statusOf(report), ...report })}\n`;
}

/** The report as lines for a person; `repairCommand` is what to type for a repair. */
export function reportAsText(report: CheckReport, repairCommand: string): string {
  const { directory, documents, bytes, store, damaged, files, setAside } = report;
  const status = statusOf(report);
  const lines = [`${directory}: ${count(documents, "document")}, ${megabytes(bytes)}`];
  if (files.count > 0) lines.push(`${count(files.count, "file")}, ${megabytes(files.bytes)}`);
  if (store.length > 0) lines.push("", "The data as a whole", ...store.map((each) => `  ${each}`));
  if (damaged.length > 0) lines.push("", "Damaged documents", ...damaged.flatMap(linesOf));
  if (files.damaged.length > 0) lines.push("", "Damaged files", ...files.damaged.map(lineOf));
  lines.push("");
  if (status === "sound") lines.push("Everything is sound.");
  else if (status === "repaired") lines.push("All of this has been repaired.");
  else if (damaged.length > 0) {
    lines.push(`${damaged.length} of ${count(documents, "document")} damaged: ${whatThen}`);
  } else if (files.damaged.length > 0) {
    lines.push(`${files.damaged.length} of ${count(files.count, "file")} damaged: ${whatOfFiles}`);
  } else lines.push("Something is damaged.");
  if (status === "damaged" && !report.isStoreRepaired) lines.push(`To repair it: ${repairCommand}`);
  if (setAside !== undefined) lines.push(`What was taken out is in ${setAside}`);
  return `${lines.join("\n")}\n`;
}

const whatThen = "they can be read, as far as that goes, but not changed.";

const whatOfFiles = "they are not shown, until whoever has them brings them again.";

function linesOf({ name, problems, isRepaired }: DamagedDocument): readonly string[] {
  return [`  ${name}${isRepaired ? " (repaired)" : ""}`, ...problems.map((each) => `    ${each}`)];
}

function lineOf({ name, problem, isSetAside }: DamagedFile): string {
  return `  ${name}${isSetAside ? " (set aside)" : ""}: ${problem}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
