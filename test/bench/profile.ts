/** What a processor profile, or a profile of allocations, says, in a few lines. */

import { readFileSync } from "node:fs";
import { sum } from "./statistics.ts";

const shownCount = 25;

/** Where a function stands, as V8 says it. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** The parts of a `.cpuprofile` that are needed. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A node of a `.heapprofile`. */
interface HeapNode {
  readonly callFrame: CallFrame;
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

/** What the profile of a server in a file says. */
export function summariseProfile(file: string): string {
  return describeProfile(JSON.parse(readFileSync(file, "utf8")) as CpuProfile, ownerOnServer);
}

/** Whose code takes the time, and the functions in which most of it is spent, calls left out. */
export function describeProfile(
  { nodes, samples, timeDeltas }: CpuProfile,
  ownerOf: (frame: CallFrame) => string,
): string {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, number>();
  const timesByOwner = new Map<string, number>();
  let idle = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const ms = (timeDeltas[index] ?? 0) / 1_000;
    if (frame === undefined || frame.functionName === "(idle)") idle += ms;
    else {
      add(times, titleOf(frame), ms);
      add(timesByOwner, ownerOf(frame), ms);
    }
  }
  const busy = sum(times.values());
  const share = ((busy / (busy + idle)) * 100).toFixed(0);
  return [
    `  the main thread was busy for ${share} % of the time; of that, in %:`,
    ...top(timesByOwner, busy),
    "  and by function:",
    ...top(times, busy),
  ].join("\n");
}

/** How long JavaScript ran, with what it calls and with collecting garbage, in ms. */
export function scriptMs({ nodes, samples, timeDeltas }: CpuProfile): number {
  const notScript = new Set(
    nodes.filter(({ callFrame }) => isNotScript(callFrame)).map(({ id }) => id),
  );
  return sum(timeDeltas.filter((_, index) => !notScript.has(samples[index]!))) / 1_000;
}

function isNotScript({ functionName }: CallFrame): boolean {
  return ["(root)", "(idle)", "(program)"].includes(functionName);
}

/** The functions that allocated the most. */
export function summariseAllocations(file: string): string {
  const { head } = JSON.parse(readFileSync(file, "utf8")) as { readonly head: HeapNode };
  const sizes = new Map<string, number>();
  const visit = ({ callFrame, selfSize, children }: HeapNode): void => {
    add(sizes, titleOf(callFrame), selfSize);
    for (const child of children) visit(child);
  };
  visit(head);
  const all = sum(sizes.values());
  return [
    `  allocated on the heap: about ${(all / 2 ** 20).toFixed(0)} MB; in % of that`,
    ...top(sizes, all),
  ].join("\n");
}

function top(values: ReadonlyMap<string, number>, all: number): string[] {
  return [...values]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shownCount)
    .map(([title, value]) => `  ${((value / all) * 100).toFixed(1).padStart(5)}  ${title}`);
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

/** Whose code a function of a server is. */
function ownerOnServer({ functionName, url }: CallFrame): string {
  if (functionName === collecting) return "collecting garbage";
  if (/^(writeBuffer|writev|writeUtf8String|readStart)$/.test(functionName)) return "socket writes";
  if (url === "") return "native code: the event loop, reading sockets, libraries";
  if (url.startsWith("node:")) return "Node";
  return packageOf(url) ?? "Coscribe";
}

/** Whose code a function of a page is. */
export function ownerOnPage({ functionName, url }: CallFrame): string {
  if (functionName === collecting) return "collecting garbage";
  if (functionName === "(program)") return "the browser: input, style, layout, painting";
  if (url === "") return "the DOM, as called by scripts, and built-in functions";
  const folder = /((?:client|shared)\/src.*)\/[^/]+$/.exec(url)?.[1];
  return packageOf(url) ?? `Coscribe, ${folder ?? "the rest"}`;
}

const collecting = "(garbage collector)";

function packageOf(url: string): string | undefined {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
}

function titleOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === "" ? "(anonymous)" : functionName;
  if (url === "") return name;
  const place = url.replace(/^.*\/(?=(?:[^/]+\/){2}[^/]+$)/, "");
  return `${name}  ${place}:${lineNumber + 1}`;
}
