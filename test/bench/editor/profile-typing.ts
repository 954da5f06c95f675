/** Where the time of a key goes in Coscribe's editor, by whose code it is and by function. */

import { SourceMap, type SourceMapPayload } from "node:module";
import type { Browser } from "playwright-core";
import { describeProfile, ownerOnPage, type CpuProfile } from "../profile.ts";
import { BrowserPage } from "./browser-page.ts";
import { bundlePage } from "./bundle.ts";
import { editors } from "./contestants.ts";
import { documentKinds } from "./documents.ts";
import { open, placeCaret, typeKeys } from "./measure.ts";
import { describeTrace } from "./trace.ts";
import { trafficFor } from "./traffic.ts";

const warmUps = 20;
const keys = 100;
/** A trace of more would lose some. */
const tracedKeys = 20;

/** Types into a document of each size, and prints what the samples say. */
export async function profileTyping(
  sizes: readonly number[],
  launch: () => Promise<Browser>,
): Promise<void> {
  const files = await bundlePage(editors.find(({ name }) => name === "coscribe")!);
  const map = new SourceMap(JSON.parse(files.map) as SourceMapPayload);
  /* oxlint-disable no-await-in-loop -- two at once would disturb each other */
  for (const paragraphs of sizes) {
    const traffic = trafficFor(documentKinds.coscribe, paragraphs);
    const opened = await BrowserPage.open(launch, files, traffic.state);
    try {
      await open(opened, traffic);
      await placeCaret(opened, traffic);
      await typeKeys(opened, warmUps);
      await opened.rest();
      const profile = await opened.profile(() => typeKeys(opened, keys));
      console.log(`\n${keys} keys in a document of ${paragraphs} paragraphs`);
      console.log(describeProfile(inSources(profile, map), ownerOnPage));
      const events = await opened.trace(() => typeKeys(opened, tracedKeys));
      console.log(describeTrace(events, tracedKeys));
    } finally {
      await opened.close();
    }
  }
  /* oxlint-enable no-await-in-loop */
}

/** The same profile with functions where they stand in the sources. */
function inSources(profile: CpuProfile, map: SourceMap): CpuProfile {
  const nodes = profile.nodes.map((node) => {
    const { callFrame } = node;
    const entry = map.findEntry(callFrame.lineNumber, callFrame.columnNumber);
    if (callFrame.url === "" || !("originalSource" in entry)) return node;
    const place = { url: entry.originalSource, lineNumber: entry.originalLine };
    return { ...node, callFrame: { ...callFrame, ...place } };
  });
  return { ...profile, nodes };
}
