/**
 * Names under which a flow keeps what it has no place of its own for, so that it comes back as what
 * it was: `was:id` is an attribute `id` of the other editor, where ours means something else.
 */

import { blockObjectNames, containerNames, textBlockName } from "../flow/segment.ts";
import { noValues, type Values } from "../flow/values.ts";

/** Before the name of an attribute, or of an element, that cannot have its own in a flow. */
const wasPrefix = "was:";

/** Names of elements that say something else in a flow; "" is no element there. */
const flowNames: readonly string[] = ["", textBlockName, ...blockObjectNames];

/** A record of these entries that inherits nothing; of two by one name it has the last. */
export function recordOf(entries: readonly (readonly [string, unknown])[]): Values {
  if (entries.length === 0) return noValues;
  const record: Record<string, unknown> = {};
  Object.setPrototypeOf(record, null);
  for (const [name, value] of entries) record[name] = value;
  return record;
}

/** `attributes` without nulls, and those in `taken` under names at which they are left alone. */
export function keptAttributes(attributes: Values, taken: readonly string[]): Values {
  return renamed(attributes, (name) => (taken.includes(name) ? wasPrefix + name : name));
}

/** Those that {@link keptAttributes} gave, as they were; `ours` are not among them. */
export function restoredAttributes(
  attributes: Values,
  taken: readonly string[],
  ours: readonly string[] = taken,
): Values {
  return renamed(attributes, (name) => {
    if (ours.includes(name)) return undefined;
    return name.startsWith(wasPrefix) && taken.includes(bare(name)) ? bare(name) : name;
  });
}

/** The name that an element has in a flow. */
export function keptName(name: string): string {
  return flowNames.includes(name) ? wasPrefix + name : name;
}

/** The name that an element which is a block has in a flow: what others call a table is one here too. */
export function keptBlockName(name: string): string {
  return containerNames.includes(name) ? name : keptName(name);
}

/** The name that an element of a flow had. */
export function restoredName(name: string): string {
  return name.startsWith(wasPrefix) && flowNames.includes(bare(name)) ? bare(name) : name;
}

/** An attribute that {@link keptAttributes} has put under another name. */
export function attributeThatWas(attributes: Values, name: string): unknown {
  return attributes[wasPrefix + name];
}

function bare(name: string): string {
  return name.slice(wasPrefix.length);
}

function renamed(values: Values, rename: (name: string) => string | undefined): Values {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const next = value === null || value === undefined ? undefined : rename(name);
    return next === undefined ? [] : [[next, value] as const];
  });
  return recordOf(entries);
}
