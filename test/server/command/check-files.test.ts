/** `coscribe check` on a directory with files. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { levelStore } from "@coscribe/server";
import { describe, expect, it } from "vitest";
import { nameOf, pieces } from "../../contract/file-store.contract.ts";
import { filled } from "../../contract/store-verbs.ts";
import { runCommandHere } from "../../support/command-here.ts";
import { startServer } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sound = filled(200_000, 1);
const rotten = filled(300_000, 2);

function pathOf(data: string, content: Uint8Array): string {
  const hash = nameOf(content);
  return join(data, "files", hash.slice(0, 2), hash);
}

/** A data directory with two files, of which one has rotted. */
async function withDamage(): Promise<string> {
  const data = temporaryFolder();
  const store = levelStore(data);
  await store.ready();
  await store.files!.put(pieces(sound));
  await store.files!.put(pieces(rotten));
  await store.close();
  const stored = readFileSync(pathOf(data, rotten));
  stored[123_456]! ^= 32;
  writeFileSync(pathOf(data, rotten), stored);
  return data;
}

describe("checking files", () => {
  it("S88 names each file that is not what was stored, and changes nothing", async () => {
    const data = await withDamage();
    const { code, stdout } = await runCommandHere(["check", "--data", data]);
    expect(code).toBe(1);
    expect(stdout).toContain("2 files, 0.5 MB");
    expect(stdout).toContain(`  ${nameOf(rotten)}: it is not what was stored`);
    expect(stdout).toContain("1 of 2 files damaged");
    expect(existsSync(pathOf(data, rotten))).toBe(true);
  });

  it("S88 with --repair it keeps the damaged file elsewhere; the server then counts it as missing", async () => {
    const data = await withDamage();
    const { code, stdout } = await runCommandHere(["check", "--repair", "--json", "--data", data]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { status: string; setAside: string; files: unknown };
    expect(report).toMatchObject({
      status: "repaired",
      files: {
        count: 2,
        bytes: 500_000,
        damaged: [{ name: nameOf(rotten), problem: "it is not what was stored", isSetAside: true }],
      },
    });
    expect(readFileSync(join(report.setAside, "files", nameOf(rotten)))).toHaveLength(300_000);
    const server = await startServer(data);
    const files = `${server.httpUrl}/api/v1/files`;
    expect((await fetch(`${files}/${nameOf(rotten)}`)).status).toBe(404);
    expect((await fetch(`${files}/${nameOf(sound)}`)).status).toBe(200);
    await server.stop("SIGTERM");
    expect((await runCommandHere(["check", "--data", data])).code).toBe(0);
  });

  it("S88 what a crash has left of uploads is no damage", async () => {
    const data = await withDamage();
    rmSync(pathOf(data, rotten));
    writeFileSync(join(data, "files", "incoming", "half"), "hal");
    const { code, stdout } = await runCommandHere(["check", "--data", data]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("1 file, 0.2 MB")]);
  });
});

describe("the limits of files", () => {
  it("M1 are flags of the command, in bytes or larger units", async () => {
    const server = await startServer(temporaryFolder(), "--max-file", "2kb", "--max-files", "3KB");
    const url = `${server.httpUrl}/api/v1/files`;
    expect(await (await fetch(url)).json()).toEqual({ maxFileBytes: 2_048 });
    const send = async (content: Uint8Array): Promise<number> => {
      const body = content as Uint8Array<ArrayBuffer>;
      return (await fetch(url, { method: "POST", body })).status;
    };
    expect(await send(filled(2_049))).toBe(413);
    expect(await send(filled(2_048))).toBe(200);
    expect(await send(filled(2_047))).toBe(507);
    for (const size of ["25 mb", "0", "-1", "1e9", "mb", "9999999999999gb"]) {
      const { code, stderr } = await runCommandHere(["--max-file", size]);
      expect([code, stderr]).toEqual([2, expect.stringContaining("--max-file")]);
    }
  });
});
