/** `coscribe convert`: makes flows of other editors' documents, and says what it did. */

import type { DocumentName } from "@coscribe/shared";
import { stayAwake, systemClock } from "../clock.ts";
import { levelStore } from "../store/level/level-store.ts";
import { threadBackground } from "../worker/background.ts";
import type { CheckOutput } from "./check.ts";
import { convertData, type ConvertedDocument, type ConvertReport } from "./convert-data.ts";

/** What to convert. */
export interface ConvertSettings {
  /** The directory of the database. */
  readonly data: string;
  /** Undefined for all documents. */
  readonly names: readonly DocumentName[] | undefined;
  readonly from: string | undefined;
  readonly dryRun: boolean;
  /** Print JSON, for programs. */
  readonly json: boolean;
}

/** The text of `coscribe convert --help`. */
export const convertHelpText: string = `Makes documents of other editors such that Coscribe's editor shows them.

Usage: coscribe convert NAME... [options]
       coscribe convert --all [options]

  --data DIRECTORY   where documents are kept (COSCRIBE_DATA, default ./data)
  --all              convert every document that needs it
  --from ROOT        the name under which the other editor kept its text, where it
                     is none of the usual ones: prosemirror, default (Tiptap),
                     document-store (BlockNote)
  --dry-run          say what would be done, and write nothing
  --json             print one JSON object instead of text
  --help             show this text

Stop the server first; a running one converts a document when its page is asked to.
What the other editor has written stays as it is. A document in which Coscribe's
editor has written something already is left alone, so doing this twice does no harm.

Exit codes: 0 all of them are converted, or need not be; 1 some could not be; 2 none
could, for instance because a server is running.
`;

/** Runs the conversion. Resolves to the exit code. */
export async function runConvert(
  { data, names, from, dryRun, json }: ConvertSettings,
  output: CheckOutput,
): Promise<number> {
  // Threads and timers let the process end.
  const awake = stayAwake();
  try {
    const report = await convertData({
      directory: data,
      names,
      from,
      isDryRun: dryRun,
      open: (path) => levelStore(path, { commitIntervalMs: 0 }),
      background: threadBackground(systemClock),
    });
    output.result(json ? `${JSON.stringify(report)}\n` : asText(report, dryRun));
    return report.documents.every(isWell) ? 0 : 1;
  } catch (error) {
    output.error(`coscribe convert: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  } finally {
    awake.cancel();
  }
}

function isWell({ outcome }: ConvertedDocument): boolean {
  return outcome === "converted" || outcome === "nothing";
}

/** A line for each document with which something happened, and how many there are in all. */
function asText({ directory, documents }: ConvertReport, isDryRun: boolean): string {
  const told = documents.length === 1 ? documents : documents.filter(isTold);
  const lines = told.map((document) => `  ${document.name}: ${describe(document, isDryRun)}`);
  const converted = documents.filter(({ outcome }) => outcome === "converted").length;
  const done = isDryRun ? "would be converted; nothing was written" : "converted";
  return `${[`${directory}: ${converted} of ${count(documents.length, "document")} ${done}`, ...lines].join("\n")}\n`;
}

function isTold({ outcome }: ConvertedDocument): boolean {
  return outcome !== "nothing";
}

function describe(document: ConvertedDocument, isDryRun: boolean): string {
  switch (document.outcome) {
    case "converted": {
      const { roots, blocks, placeholders } = document;
      const what = `${count(blocks, "block")} from ${roots.map((root) => JSON.stringify(root)).join(", ")}`;
      const kept = placeholders > 0 ? `, ${placeholders} of them kept as they are` : "";
      return `${isDryRun ? "would be converted" : "converted"}, ${what}${kept}`;
    }
    case "nothing":
      return "nothing to be done";
    case "missing":
      return "there is no such document";
    case "failed":
      return document.problem;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
