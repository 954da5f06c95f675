/** `coscribe convert`: makes flows of other editors' documents, and says what it did. */

import * as z from "zod";
import { systemClock } from "../../clock.ts";
import { attempt, counted } from "../attempt.ts";
import { defineCommand, type Command } from "../command.ts";
import {
  dataFlag,
  jsonFlag,
  oneOrAll,
  storedNameSchema,
  switchFlag,
  wordSchema,
} from "../common-flags.ts";
import type { ConvertedDocument, ConvertReport } from "../convert-data.ts";
import type { Flag } from "../flag.ts";

const from: Flag<string | undefined> = {
  kind: "value",
  placeholder: "ROOT",
  help:
    "the name under which the other editor kept its text, where it is none of the usual ones: " +
    "prosemirror, default (Tiptap), document-store (BlockNote)",
  schema: wordSchema.optional(),
};

/** See the head of this file. */
export const convertCommand: Command = defineCommand({
  name: "convert",
  summary: "show other editors' documents in this editor",
  usage: ["convert NAME... [options]", "convert --all [options]"],
  about: "Makes documents of other editors such that Coscribe's editor shows them.",
  closing: `Stop the server first; a running one converts a document when its page is asked to.
What the other editor has written stays as it is. A document in which Coscribe's
editor has written something already is left alone, so doing this twice does no harm.

Exit codes: 0 all of them are converted, or need not be; 1 some could not be; 2 none
could, for instance because a server is running.`,
  flags: {
    data: dataFlag,
    all: switchFlag("convert every document that needs it"),
    from,
    "dry-run": switchFlag("say what would be done, and write nothing"),
    json: jsonFlag,
  },
  operands: z.array(storedNameSchema),
  conflicts: oneOrAll,
  run: ({ data, all, from: root, "dry-run": isDryRun, json }, output, names) =>
    attempt("convert", output, async () => {
      const { convertData } = await import("../convert-data.ts");
      const { levelStore } = await import("../../store/level/level-store.ts");
      const { threadBackground } = await import("../../worker/background.ts");
      const report = await convertData({
        directory: data,
        names: all ? undefined : names,
        from: root,
        isDryRun,
        open: (path) => levelStore(path, { commitIntervalMs: 0 }),
        background: threadBackground(systemClock),
      });
      output.result(json ? `${JSON.stringify(report)}\n` : asText(report, isDryRun));
      return report.documents.every(isWell) ? 0 : 1;
    }),
});

function isWell({ outcome }: ConvertedDocument): boolean {
  return outcome === "converted" || outcome === "nothing";
}

/** A line for each document with which something happened, and how many there are in all. */
function asText({ directory, documents }: ConvertReport, isDryRun: boolean): string {
  const told = documents.length === 1 ? documents : documents.filter(isTold);
  const lines = told.map((document) => `  ${document.name}: ${describe(document, isDryRun)}`);
  const converted = documents.filter(({ outcome }) => outcome === "converted").length;
  const done = isDryRun ? "would be converted; nothing was written" : "converted";
  return `${[`${directory}: ${converted} of ${counted(documents.length, "document")} ${done}`, ...lines].join("\n")}\n`;
}

function isTold({ outcome }: ConvertedDocument): boolean {
  return outcome !== "nothing";
}

function describe(document: ConvertedDocument, isDryRun: boolean): string {
  switch (document.outcome) {
    case "converted": {
      const { roots, blocks, placeholders } = document;
      const what = `${counted(blocks, "block")} from ${roots.map((root) => JSON.stringify(root)).join(", ")}`;
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
