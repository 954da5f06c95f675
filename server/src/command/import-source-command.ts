/** What the commands `import-y-leveldb`, `import-hocuspocus` and `import-y-sweet` have in common. */

import { access } from "node:fs/promises";
import * as z from "zod";
import { systemClock } from "../clock.ts";
import { attempt, counted } from "./attempt.ts";
import { defineCommand, type Command } from "./command.ts";
import { addedPrefixFlag, dataFlag, jsonFlag, switchFlag, wordSchema } from "./common-flags.ts";
import type { Flag } from "./flag.ts";
import type { SourceOutcome } from "./import-source.ts";
import { Progress, progressFlag } from "./progress.ts";
import { sizeText } from "./sizes.ts";
import type { Source } from "./sources/source.ts";

/** A program whose stores can be imported. */
export interface SourceProgram {
  /** The command's name. */
  readonly name: string;
  /** What it leaves, such as `DIRECTORY`, and which that is. */
  readonly operand: string;
  readonly program: string;
  /** What else is worth knowing. */
  readonly about: string;
  readonly open: (path: string) => Promise<Source>;
}

const renameFlag: Flag<readonly string[]> = {
  kind: "values",
  placeholder: "OLD=NEW",
  help: "call a document otherwise than there, without the prefix; may be repeated",
  schema: z.array(z.string().regex(/^.*=./s, "must be OLD=NEW")),
};

/** Makes the command for a program. */
export function importSourceCommand({
  name,
  operand,
  program,
  about,
  open,
}: SourceProgram): Command {
  return defineCommand({
    name,
    summary: `the documents that ${program} has kept`,
    usage: [`${name} ${operand} [options]`],
    about: `Imports the documents that ${program} has kept. ${about}`,
    closing: `Stop both servers first. What the other one has kept is not changed. Each document is examined as what
a client sends, written, read back, and compared with what it is there. To do it twice changes nothing; a document
that has something else in it here is left alone. What an editor has written shows in Coscribe's once it is
converted: coscribe help convert.

Exit codes: 0 all of them are here; 1 some are not; 2 none could be imported, for instance because a server is
running.`,
    flags: {
      data: dataFlag,
      prefix: addedPrefixFlag,
      rename: renameFlag,
      merge: switchFlag("put documents together with what is here under their names"),
      partial: switchFlag("take what can be read of a document where a part is missing or refused"),
      "keep-deleted": switchFlag("keep what is deleted from them, for versions (gc: false in Yjs)"),
      progress: progressFlag,
      json: jsonFlag,
    },
    operands: z.tuple([wordSchema], `what is to be imported? One ${operand}`),
    run: (values, output, [path]) =>
      attempt(name, output, async () => {
        const { importSource } = await import("./import-source.ts");
        const { withStore } = await import("./data-directory.ts");
        const { threadBackground } = await import("../worker/background.ts");
        await access(path);
        const progress = new Progress(output, values.progress);
        const source = await open(path);
        try {
          if (source.note !== undefined && output.isTerminal) output.error(`${source.note}\n`);
          const documents = await withStore(
            values.data,
            (store) =>
              importSource(store, source, {
                prefix: values.prefix,
                renames: values.rename,
                merges: values.merge,
                takesPart: values.partial,
                keepsDeleted: values["keep-deleted"],
                background: threadBackground(systemClock),
                onProgress: (done, total, each) => progress.tell(done, total, each),
              }),
            { mayBeNew: true },
          );
          progress.end();
          const { json } = values;
          const note = source.note === undefined ? {} : { note: source.note };
          output.result(
            json
              ? `${JSON.stringify({ from: path, ...note, documents })}\n`
              : asText(path, documents),
          );
          return documents.some(({ problem }) => problem !== undefined) ? 1 : 0;
        } finally {
          await source.close();
        }
      }),
  });
}

function asText(path: string, documents: readonly SourceOutcome[]): string {
  const here = documents.filter(({ outcome }) => outcome !== "failed");
  const imported = here.filter(({ outcome }) => outcome === "imported");
  const bytes = imported.reduce((sum, each) => sum + each.bytes, 0);
  const known = here.length - imported.length;
  const lines = documents.flatMap(({ from, name, problem, leftOut }) => [
    ...(problem === undefined
      ? []
      : [`  ${from === name ? name : `${from} as ${name}`}: ${problem}`]),
    ...(leftOut === undefined ? [] : [`  ${name}: left out: ${leftOut}`]),
  ]);
  const total =
    `${path}: ${imported.length} of ${counted(documents.length, "document")} imported, ` +
    `${sizeText(bytes)}, all compared${known === 0 ? "" : `; ${known} were here already`}`;
  return `${[total, ...lines].join("\n")}\n`;
}
