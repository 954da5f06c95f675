/** The list of close codes, and everything that is written about them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closeCodes } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import { root } from "../support/source-files.ts";

const known = new Map(
  Object.entries(closeCodes).map(([name, row]) => [row.code, { name, ...row }]),
);

/** Documents and sources in which codes are named; tests name what does not exist as well. */
const texts = ["README.md", "CHANGELOG.md", "test/SPEC.md", "shared", "server", "client"]
  .flatMap((place) =>
    place.endsWith(".md")
      ? [place]
      : readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
          .filter((path) => /\.(ts|tsx|md)$/.test(path))
          .filter((path) => !/(^|[\\/])(node_modules|dist)[\\/]/.test(path))
          .map((path) => join(place, path)),
  )
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Of the range of final codes, as texts name it. */
const ends = new Set([4400, 4499, 4500]);

describe("close codes", () => {
  it("P91 every final code that is named anywhere is one of the list", () => {
    const unknown = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/\b44\d\d\b/g)]
        .map(([code]) => Number(code))
        .filter((code) => !known.has(code) && !ends.has(code))
        .map((code) => `${path}: ${code}`),
    );
    expect(unknown).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
  });

  it("P91 the table of PROTOCOL.md is the list, with what a client should do", () => {
    const prose = texts.find(({ path }) => path === join("shared", "PROTOCOL.md"))?.text ?? "";
    const rows = [...prose.matchAll(/^\| (\d{4}) \| (\w+) +\| ([\w ]+?) +\|/gm)].map(
      ([, code, name, advice]) => ({ code: Number(code), name, advice }),
    );
    const advice = { now: "reconnect", later: "try again later", never: "stop" };
    expect(rows).toEqual(
      [...known.values()].map(({ code, name, retry }) => ({ code, name, advice: advice[retry] })),
    );
  });

  it("P91 where an option's limit names its code, that is the code which says so", () => {
    const { text = "" } = texts.find(({ path }) => path.endsWith(join("src", "options.ts"))) ?? {};
    for (const [option, { code }] of [
      ["maxFrameBytes", closeCodes.frameTooLarge],
      ["maxDocumentBytes", closeCodes.documentTooLarge],
      ["drainTimeoutMs", closeCodes.tryAgainLater],
      ["maxSessions", closeCodes.tryAgainLater],
      ["maxDocuments", closeCodes.tryAgainLater],
    ] as const) {
      const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*readonly ${option}:`).exec(
        text,
      );
      expect(
        [...(comment?.[1] ?? "").matchAll(/\b(?:44|10)\d\d\b/g)].map(([found]) => Number(found)),
      ).toEqual([code]);
    }
  });

  it("P91 is final exactly when clients of y-websocket take it so, and fits its frame", () => {
    for (const { code, retry, reason } of known.values()) {
      expect(retry === "never").toBe(code >= 4400 && code < 4500);
      expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    }
  });
});
