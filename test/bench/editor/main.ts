/**
 * `npm run bench:editor`: what Coscribe's editor costs a browser beside other editors for Yjs, in
 * comparisons of three kinds; with `--profile`, where the time of a key goes instead. See ../README.md.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import prepareBrowser from "../../support/browser-setup.ts";
import { findBrowser } from "../../support/browser.ts";
import { compressedSize, firstLoadOf } from "../../support/built-page.ts";
import { cacheFolder } from "../folders.ts";
import { outcomesOf, type Result, type Run } from "../results.ts";
import type { Comparison, Figures } from "../workload.ts";
import { readArguments, usage, type ComparisonName, type EditorArguments } from "./arguments.ts";
import { bundlePage, type PageFiles } from "./bundle.ts";
import type { EditorContestant, EditorName } from "./contestants.ts";
import { documentKinds } from "./documents.ts";
import { describeFirstLoad } from "./first-load.ts";
import { measure } from "./measure.ts";
import { comparisonAt } from "./metrics.ts";
import { paste, pasteComparison } from "./paste.ts";
import { installEditors } from "./peers.ts";
import { profileTyping } from "./profile-typing.ts";
import { openOnSlowLink, slowLinkComparison } from "./slow-link.ts";
import { describeEditors } from "./table.ts";
import { trafficFor } from "./traffic.ts";

await main();

async function main(): Promise<void> {
  let args: EditorArguments;
  try {
    args = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  await prepareBrowser();
  const browser = findBrowser();
  if (!browser.isHere) {
    console.error(`${browser.because}; get it with: ${browser.getIt}`);
    process.exitCode = 1;
    return;
  }
  if (args.profile) await profileTyping(args.paragraphs, browser.value);
  else await compareEditors(args, browser.value);
}

async function compareEditors(
  { editors, comparisons, paragraphs, rounds, json }: EditorArguments,
  launch: () => Promise<Browser>,
): Promise<void> {
  const failed = editors.some(({ isPeer }) => isPeer) ? await installEditors() : undefined;
  const absent = new Map<EditorName, string>();
  for (const { name, isPeer } of editors) {
    if (isPeer && failed !== undefined) absent.set(name, failed);
  }
  const results: Result<EditorName>[] = [];
  for (const comparison of comparisons) {
    const present = editors.filter(({ name }) => !absent.has(name));
    /* oxlint-disable no-await-in-loop -- two at once would disturb each other */
    for (const { workload, run } of await stagesOf(comparison, present, paragraphs, launch)) {
      const result = await compare(workload, editors, run, rounds, absent);
      results.push(result);
      console.log(`\n${describeEditors(result)}`);
    }
    /* oxlint-enable no-await-in-loop */
  }
  console.log(`\n${describeFirstLoad()}`);
  mkdirSync(cacheFolder, { recursive: true });
  const file = json ?? join(cacheFolder, "bench-editor.json");
  writeFileSync(file, `${JSON.stringify(toJson(results), null, 2)}\n`);
  console.log(`\nEvery figure of every run: ${file}`);
  if (results.some((result) => [...result.absent.values()].some(isFailure))) process.exitCode = 1;
}

/** What is compared, and how one editor is measured. */
interface Stage {
  readonly workload: Comparison<EditorName>;
  readonly run: (editor: EditorContestant) => Promise<Figures>;
}

async function stagesOf(
  comparison: ComparisonName,
  editors: readonly EditorContestant[],
  paragraphs: readonly number[],
  launch: () => Promise<Browser>,
): Promise<readonly Stage[]> {
  if (comparison === "slow-link") {
    return [{ workload: slowLinkComparison, run: (editor) => openOnSlowLink(editor, launch) }];
  }
  const pages = new Map<EditorContestant, PageFiles>();
  for (const editor of editors) {
    // oxlint-disable-next-line no-await-in-loop -- quick, and needs memory
    pages.set(editor, await bundlePage(editor));
  }
  if (comparison === "paste") {
    return [
      { workload: pasteComparison, run: (editor) => paste(editor, pages.get(editor)!, launch) },
    ];
  }
  return paragraphs.map((size) => ({
    workload: comparisonAt(size),
    run: (editor) => {
      const traffic = trafficFor(documentKinds[editor.name], size);
      return measure(editor, pages.get(editor)!, traffic, launch);
    },
  }));
}

/** All editors in turn, so that what disturbs them disturbs all alike. */
async function compare(
  workload: Comparison<EditorName>,
  editors: readonly EditorContestant[],
  run: Stage["run"],
  rounds: number,
  missing: ReadonlyMap<EditorName, string>,
): Promise<Result<EditorName>> {
  const absent = new Map(missing);
  const runs: Run<EditorName>[] = [];
  for (let repetition = 0; repetition < rounds; repetition++) {
    for (const editor of editors) {
      const { name } = editor;
      if (absent.has(name) || !workload.contestants.includes(name)) continue;
      const load = loadavg()[0] ?? Number.NaN;
      process.stdout.write(`${workload.title} ${repetition + 1}/${rounds} ${name} … `);
      const startedAt = performance.now();
      try {
        // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
        const figures = await run(editor);
        runs.push({ contestant: name, repetition, load, figures });
        console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
      } catch (error) {
        const reason = `failed: ${error instanceof Error ? error.message : String(error)}`;
        absent.set(name, reason);
        console.log(reason);
      }
    }
  }
  return { workload, runs, absent };
}

function isFailure(reason: string): boolean {
  return reason.startsWith("failed");
}

function toJson(results: readonly Result<EditorName>[]): object {
  return {
    at: new Date().toISOString(),
    machine: { processor: cpus()[0]?.model, count: cpus().length },
    firstLoad: compressedSize(firstLoadOf("document")),
    comparisons: results.map((result) => ({
      title: result.workload.title,
      runs: result.runs,
      outcomes: outcomesOf(result),
      absent: Object.fromEntries(result.absent),
    })),
  };
}
