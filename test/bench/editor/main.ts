/**
 * `npm run bench:editor`: what Coscribe's editor costs a browser beside other editors for Yjs; with
 * `--profile`, where the time of a key goes instead. See ../README.md.
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
import { readArguments, usage, type EditorArguments } from "./arguments.ts";
import { bundlePage, type PageFiles } from "./bundle.ts";
import type { EditorContestant, EditorName } from "./contestants.ts";
import { documentKinds } from "./documents.ts";
import { describeFirstLoad } from "./first-load.ts";
import { measure } from "./measure.ts";
import { comparisonAt } from "./metrics.ts";
import { installEditors } from "./peers.ts";
import { profileTyping } from "./profile-typing.ts";
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
  { editors, paragraphs, rounds, json }: EditorArguments,
  launch: () => Promise<Browser>,
): Promise<void> {
  const absent = new Map<EditorName, string>();
  const failed = editors.some(({ isPeer }) => isPeer) ? await installEditors() : undefined;
  const pages = new Map<EditorContestant, PageFiles>();
  for (const editor of editors) {
    if (editor.isPeer && failed !== undefined) absent.set(editor.name, failed);
    // oxlint-disable-next-line no-await-in-loop -- quick, and needs memory
    else pages.set(editor, await bundlePage(editor));
  }
  const results: Result<EditorName>[] = [];
  for (const size of paragraphs) {
    // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
    const result = await compareAt(size, pages, rounds, launch, absent);
    results.push(result);
    console.log(`\n${describeEditors(result)}`);
  }
  console.log(`\n${describeFirstLoad()}`);
  mkdirSync(cacheFolder, { recursive: true });
  const file = json ?? join(cacheFolder, "bench-editor.json");
  writeFileSync(file, `${JSON.stringify(toJson(results), null, 2)}\n`);
  console.log(`\nEvery figure of every run: ${file}`);
  if (results.some((result) => [...result.absent.values()].some(isFailure))) process.exitCode = 1;
}

/** All editors with one document, in turn, so that what disturbs them disturbs all alike. */
async function compareAt(
  paragraphs: number,
  pages: ReadonlyMap<EditorContestant, PageFiles>,
  rounds: number,
  launch: () => Promise<Browser>,
  missing: ReadonlyMap<EditorName, string>,
): Promise<Result<EditorName>> {
  const absent = new Map(missing);
  const runs: Run<EditorName>[] = [];
  for (let repetition = 0; repetition < rounds; repetition++) {
    for (const [editor, files] of pages) {
      const { name } = editor;
      if (absent.has(name)) continue;
      const load = loadavg()[0] ?? Number.NaN;
      process.stdout.write(`${paragraphs} paragraphs ${repetition + 1}/${rounds} ${name} … `);
      const startedAt = performance.now();
      try {
        const traffic = trafficFor(documentKinds[name], paragraphs);
        // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
        const figures = await measure(editor, files, traffic, launch);
        runs.push({ contestant: name, repetition, load, figures });
        console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
      } catch (error) {
        const reason = `failed: ${error instanceof Error ? error.message : String(error)}`;
        absent.set(name, reason);
        console.log(reason);
      }
    }
  }
  return { workload: comparisonAt(paragraphs), runs, absent };
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
