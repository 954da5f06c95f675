/** Names of documents as paths of files. */

import { describe, expect, it } from "vitest";
import { filePathsOf, nameOfFilePath } from "@coscribe/server/internal/command/file-names";
import {
  documentNameFault,
  parseDocumentName,
  parseStoredDocumentName,
  type DocumentName,
} from "@coscribe/shared";
import { Random } from "../../support/random.ts";

const names = (...all: readonly string[]): readonly DocumentName[] =>
  all.map(parseStoredDocumentName);

function pathOf(name: string): string | undefined {
  return filePathsOf(names(name)).get(parseStoredDocumentName(name));
}

describe("files named like documents", () => {
  it("V71 have slashes as folders, and everything else that some system does not take encoded", () => {
    for (const [name, path] of [
      ["notes/today", "notes/today"],
      ["Été 2026 – plan", "Été 2026 – plan"],
      ["a:b*c?", "a%3Ab%2Ac%3F"],
      ["100%", "100%25"],
      [".hidden", "%2Ehidden"],
      ["v1.2/end.", "v1%2E2/end%2E"],
      ["con", "%63on"],
      ["..", "%2E%2E"],
      ["a//b", "a/%00/b"],
      ["../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd"],
    ] as const) {
      expect(pathOf(name)).toBe(path);
      expect(nameOfFilePath(path)).toBe(name);
    }
    expect(nameOfFilePath("somebody's 100% plan")).toBe("somebody's 100% plan");
  });

  it("V71 are told apart where a system tells neither capitals nor composed letters apart", () => {
    const all = names("A", "a", "A/x", "a/y", "\u00e9", "e\u0301", "alone");
    const paths = [...filePathsOf(all).values()];
    expect(paths).toEqual(["%41", "a", "%41/x", "a/y", "%C3%A9", "e%CC%81", "alone"]);
    expect(paths.map(nameOfFilePath)).toEqual(all);
  });

  it("V71 come back as the names they were, of any letters, and fit into any file system", () => {
    const random = new Random(71);
    const letters = ["a", "B", ".", "%", "/", " ", ":", "~", "é", "𝄞", "%41", "con", "\\", "字"];
    const all = new Set<DocumentName>(
      names("%".repeat(200), "字".repeat(66), `${"a".repeat(199)}.`),
    );
    while (all.size < 500) {
      const length = 1 + random.below(60);
      const name = Array.from({ length }, () => random.pick(letters)).join("");
      if (documentNameFault(name) === undefined) all.add(parseDocumentName(name));
    }
    const paths = filePathsOf([...all]);
    const folded = new Set<string>();
    for (const [name, path] of paths) {
      expect(nameOfFilePath(path), name).toBe(name);
      folded.add(path.normalize("NFC").toLowerCase());
      for (const part of path.split("/")) {
        expect(Buffer.byteLength(part)).toBeLessThan(230);
        expect(part).toMatch(/^[^. ][^\\:*?"<>|]*$/);
      }
    }
    expect(folded.size).toBe(all.size);
  });
});
