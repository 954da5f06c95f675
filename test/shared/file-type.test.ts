/** What tells the kind of a file, and how files are named. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  fileHashOf,
  fileOfSource,
  fileRefusals,
  fileSource,
  fileTypeOf,
  isShownImageType,
  parseFileHash,
} from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import { latin1, pngOf } from "../support/sample-files.ts";
import { root } from "../support/source-files.ts";

describe("the kind of a file", () => {
  it.each([
    ["image/png", pngOf(2, 2)],
    ["image/jpeg", latin1("\xff\xd8\xff\xe0\0\x10JFIF")],
    ["image/gif", latin1("GIF89a\x01\0\x01\0")],
    ["image/webp", latin1("RIFF\x24\0\0\0WEBPVP8 ")],
    ["image/avif", latin1("\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf")],
    ["image/avif", latin1("\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf")],
    ["image/heic", latin1("\0\0\0\x18ftypheic\0\0\0\0mif1heic")],
    ["video/mp4", latin1("\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41")],
    ["application/pdf", latin1("%PDF-1.7\n")],
    ["application/zip", latin1("PK\x03\x04\x14\0")],
    ["audio/wav", latin1("RIFF\x24\0\0\0WAVEfmt ")],
    ["application/octet-stream", latin1("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["application/octet-stream", latin1("<!doctype html><script>1</script>")],
    ["application/octet-stream", latin1("\0\0\0\x18ftypqt  \0\0\0\0qt  ")],
    ["application/octet-stream", latin1("")],
  ])("W30 %s is told by its first bytes", (type, head) => {
    expect(fileTypeOf(head)).toBe(type);
    expect(isShownImageType(type)).toBe(/^image\/(png|jpeg|gif|webp|avif)$/.test(type));
  });

  it("W30 any bytes have a kind, and nothing that a browser runs is one that is shown", () => {
    const text = fc.stringMatching(/^\s*<[!?]?[a-z]{1,8}[^>]{0,40}>/);
    fc.assert(
      fc.property(text, (page) => !isShownImageType(fileTypeOf(new TextEncoder().encode(page)))),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => fileTypeOf(bytes).includes("/")),
    );
  });
});

describe("the name of a file", () => {
  it("W31 stands in documents as files/HASH, and nothing else does", () => {
    const hash = fileHashOf(new Uint8Array(32).fill(0xab));
    expect(fileSource(hash)).toBe(`files/${"ab".repeat(32)}`);
    expect(fileOfSource(fileSource(hash))).toBe(hash);
    for (const other of ["", "files/", `files/${hash}/`, `/files/${hash}`, `files/${hash}?x`]) {
      expect(fileOfSource(other)).toBeUndefined();
    }
    for (const other of [hash.toUpperCase(), `${hash}0`, `${hash.slice(1)}.`, "../../etc/passwd"]) {
      expect(parseFileHash(other)).toBeUndefined();
    }
  });
});

describe("refusals of files", () => {
  it("W38 PROTOCOL.md has a row for each, with what a client should do", () => {
    const prose = readFileSync(join(root, "shared/PROTOCOL.md"), "utf8");
    const rows = [...prose.matchAll(/^\| (\d{3}) +\| `(\w+)` +\| ([\w ]+?) +\|/gm)].map(
      ([, status, code, advice]) => ({ status: Number(status), code, advice }),
    );
    const advice = { now: "send again", later: "try again later", never: "stop" };
    expect(rows).toEqual(
      Object.entries(fileRefusals).map(([code, { status, retry }]) => ({
        status,
        code,
        advice: advice[retry],
      })),
    );
  });
});
