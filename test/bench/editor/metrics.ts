/** What is told of an editor, and what Coscribe's wants to reach. */

import type { Comparison, Metric, Target } from "../workload.ts";
import { editors, type EditorName } from "./contestants.ts";

const metrics: readonly Metric[] = [
  { key: "key", title: "a key: main thread", unit: "ms" },
  { key: "keyScript", title: "a key: of it in JavaScript, sampled", unit: "ms" },
  { key: "letter", title: "a remote letter: JavaScript", unit: "ms" },
  { key: "letterCpu", title: "a remote letter: main thread", unit: "ms" },
  { key: "bold", title: "a remote bold: JavaScript", unit: "ms" },
  { key: "boldCpu", title: "a remote bold: main thread", unit: "ms" },
  { key: "split", title: "a remote split: JavaScript", unit: "ms" },
  { key: "splitCpu", title: "a remote split: main thread", unit: "ms" },
  { key: "opening", title: "opening: main thread", unit: "ms" },
  { key: "openingDrawn", title: "opening: time until drawn", unit: "ms" },
  { key: "arriving", title: "arriving while open: main thread", unit: "ms" },
  { key: "memory", title: "memory: JavaScript and DOM", unit: "MB" },
  { key: "scriptMemory", title: "memory: of it JavaScript", unit: "MB" },
  { key: "usedMemory", title: "memory after these edits", unit: "MB" },
];

/** At any size. */
const everywhere: readonly Target<EditorName>[] = [
  { metric: "letter", atMost: 2 },
  { metric: "bold", atMost: 6 },
  { metric: "opening", against: "tiptap", atMost: 0.7 },
  { metric: "memory", against: "tiptap", atMost: 0.9 },
];

/** From so many paragraphs on, typing has to be cheaper still. */
const manyParagraphs = 10_000;

/** The comparison with documents of so many paragraphs. */
export function comparisonAt(paragraphs: number): Comparison<EditorName> {
  const key = paragraphs < manyParagraphs ? 0.8 : 0.5;
  return {
    name: "editor",
    title: `${paragraphs.toLocaleString("en-GB")} paragraphs, ten people`,
    contestants: editors.map(({ name }) => name),
    metrics,
    targets: [{ metric: "key", against: "tiptap", atMost: key }, ...everywhere],
  };
}
