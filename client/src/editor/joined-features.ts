/** What a list of features comes to: one schema, one table of keys, all rules, tools and commands. */

import { contentOf, documentSchema, schemaOf, standardContent } from "@coscribe/shared/schema";
import { chainCommands } from "prosemirror-commands";
import type { Schema } from "prosemirror-model";
import type { Command } from "prosemirror-state";
import type { NodeViewConstructor } from "prosemirror-view";
import type { EditorFeature, FeatureCommands, Tool } from "./feature.ts";
import type { InputRule } from "./input-rule.ts";

/** See the head of this file. */
export interface JoinedFeatures {
  readonly features: readonly EditorFeature[];
  readonly schema: Schema;
  readonly tools: readonly Tool[];
  /** As ProseMirror names them. */
  readonly keys: Readonly<Record<string, Command>>;
  readonly inputRules: readonly InputRule[];
  readonly commands: FeatureCommands;
  /** By the name of a node other than a text block. */
  readonly nodeViews: ReadonlyMap<string, NodeViewConstructor>;
  readonly kindViews: ReadonlyMap<string, NodeViewConstructor>;
}

/** What lists came to before: editors with the same list have one schema, and can exchange nodes. */
const joined = new WeakMap<readonly EditorFeature[], JoinedFeatures>();

/** All of it as far as it is there. Throws a `TypeError` if two features claim the same name, tool or content. */
export function joinFeatures(features: readonly EditorFeature[]): JoinedFeatures {
  const known = joined.get(features) ?? join(features, schemaFor(features));
  joined.set(features, known);
  return known;
}

/**
 * Brings what of `features` comes later, and joins all of it; editors that are made from the same list
 * afterwards have it from the start. Rejects if it cannot be loaded; the next call tries again.
 */
export async function loadFeatures(features: readonly EditorFeature[]): Promise<JoinedFeatures> {
  const { schema } = joinFeatures(features);
  const complete = await Promise.all(features.map(async (feature) => feature.load?.() ?? feature));
  const all = join(complete, schema);
  joined.set(features, all);
  return all;
}

function schemaFor(features: readonly EditorFeature[]): Schema {
  const contents = features.flatMap(({ content }) => (content === undefined ? [] : [content]));
  const isStandard =
    contents.length === standardContent.features.length &&
    contents.every((content) => standardContent.features.includes(content));
  return isStandard ? documentSchema : schemaOf(contentOf(contents));
}

function join(features: readonly EditorFeature[], schema: Schema): JoinedFeatures {
  requireUnique(
    "feature",
    features.map(({ name }) => name),
  );
  const tools = features.flatMap((feature) => feature.tools ?? []);
  requireUnique(
    "tool",
    tools.map(({ id }) => id),
  );
  return {
    features,
    schema,
    tools,
    keys: keysOf(features),
    inputRules: features.flatMap(({ inputRules = [] }) => inputRules),
    commands: Object.assign({}, ...features.map(({ commands }) => commands)) as FeatureCommands,
    nodeViews: new Map(features.flatMap(({ nodeViews = {} }) => Object.entries(nodeViews))),
    kindViews: new Map(features.flatMap(({ kindViews = {} }) => Object.entries(kindViews))),
  };
}

/** For each key what the features do, in their order, until one does something. */
function keysOf(features: readonly EditorFeature[]): Record<string, Command> {
  const all = new Map<string, Command[]>();
  const add = (key: string, command: Command): void => {
    all.set(key, [...(all.get(key) ?? []), command]);
  };
  for (const { keys = {}, tools = [] } of features) {
    for (const [key, command] of Object.entries(keys)) add(key, command);
    for (const tool of tools) for (const key of tool.keys ?? []) add(key, tool.command);
  }
  return Object.fromEntries([...all].map(([key, commands]) => [key, chainCommands(...commands)]));
}

function requireUnique(what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new TypeError(`there are two of the ${what} "${twice}"`);
}
