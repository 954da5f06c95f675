import { beforeEach, describe, expect, it } from "vitest";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  formatKey,
  recordKey,
  recordPrefix,
} from "@coscribe/server/internal/store/key-value/key-layout";
import {
  formatValue,
  formatVersion,
} from "@coscribe/server/internal/store/key-value/format-version";
import { levelStore } from "@coscribe/server/internal/store/level/level-store";
import { putSealed } from "@coscribe/server/internal/store/key-value/value-layout";
import {
  bytes,
  codeOf,
  documentName,
  read,
  readDamaged,
  texts,
} from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { rawEntries, rawWrite } from "./raw-level.ts";

describe("the format of a data directory", () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryFolder();
  });

  async function makeStore(): Promise<void> {
    const store = levelStore(directory);
    await (await store.open(documentName("a"))).append(bytes("x"));
    await store.close();
  }

  async function writeFormat(value: Buffer): Promise<void> {
    const write = putSealed(formatKey, value);
    if (write.type === "put") await rawWrite(directory, [write.key, write.value]);
  }

  it("S18 a store that is never used makes nothing, one that is makes its directory", async () => {
    const path = join(directory, "in", "between");
    await levelStore(path).close();
    expect(await readdir(directory)).toEqual([]);
    const store = levelStore(path);
    await store.ready();
    await store.close();
    expect(await readdir(path)).toContain("CURRENT");
  });

  it("S18 opening a document for reading adds no record", async () => {
    const store = levelStore(directory);
    await read(await store.open(documentName("a")));
    await store.close();
    expect((await rawEntries(directory)).map(([key]) => key)).toEqual([formatKey]);
  });

  it("S18 the records stand where STORAGE.md says, byte for byte", async () => {
    const store = levelStore(directory, {
      randomBytes: () => Buffer.from("a1b2c3d4e5f6", "hex"),
    });
    const log = await store.open(documentName("né"));
    await log.append(bytes("one"));
    await log.append(bytes("two"));
    await log.compact(bytes("base"), 1);
    await store.close();
    const entries = await rawEntries(directory);
    expect(entries.map(([key, value]) => `${key.toString("hex")} ${value.toString("hex")}`))
      .toMatchInlineSnapshot(`
      [
        "01666f726d6174 4b8d012d636f7363726962652d73746f72652f31",
        "026ec3a9 86f2a60ea1b2c3d4e5f6000000000001000000000002",
        "036ec3a900a1b2c3d4e5f6000000000000 45ef505100000000000000000000000162617365",
        "036ec3a900a1b2c3d4e5f6000000000002 1223a8b200000000000274776f",
      ]
    `);
  });

  it("S18 what keeps what is deleted, or was rescued, raises the format to 2, and stands where STORAGE.md says", async () => {
    const store = levelStore(directory, {
      randomBytes: () => Buffer.from("a1b2c3d4e5f6", "hex"),
    });
    const formatOf = async (): Promise<string> =>
      (await rawEntries(directory))[0]![1].toString("latin1", 4);
    const log = await store.open(documentName("né"));
    await log.append(bytes("one"));
    await store.close();
    expect(await formatOf()).toBe("coscribe-store/1");
    const again = levelStore(directory);
    await (await again.open(documentName("né"))).keepDeleted(true);
    await again.close();
    expect(await formatOf()).toBe("coscribe-store/2");
    const prefix = recordPrefix(documentName("né"), log.generation);
    await rawWrite(directory, [recordKey(prefix, 1), undefined]);
    const damaged = levelStore(directory);
    const rest = await damaged.open(documentName("né"));
    await readDamaged(rest);
    await rest.rescue(bytes("one"));
    await damaged.close();
    const entries = await rawEntries(directory);
    expect(entries.map(([key, value]) => `${key.toString("hex")} ${value.toString("hex", 4)}`))
      .toMatchInlineSnapshot(`
      [
        "01666f726d6174 636f7363726962652d73746f72652f32",
        "026ec3a9 a1b2c3d4e5f600000000000000000000000101",
        "056ec3a9 a1b2c3d4e5f6616c6c20697473207265636f72647320617265206d697373696e67",
        "056ec3a900 6f6e65",
      ]
    `);
  });

  it("S95 metadata stand as STORAGE.md says, in a format of their own", async () => {
    const store = levelStore(directory);
    await store.metadata!.write([{ table: "titles", key: "né", value: bytes("one") }]);
    await store.close();
    const entries = await rawEntries(directory);
    expect(entries.map(([key, value]) => `${key.toString("hex")} ${value.toString("hex", 4)}`))
      .toMatchInlineSnapshot(`
      [
        "01666f726d6174 636f7363726962652d73746f72652f33",
        "067469746c6573006ec3a9 6f6e65",
      ]
    `);
  });

  it("S18 data of a newer format are refused with advice, and stay as they are", async () => {
    await makeStore();
    await writeFormat(formatValue(formatVersion + 1));
    const before = await rawEntries(directory);
    const store = levelStore(directory);
    await expect(store.open(documentName("a"))).rejects.toMatchObject({
      code: "newer-format",
      message: expect.stringMatching(/format 4.*reads up to format 3.*Start the newer version/),
    });
    await store.close();
    expect(await rawEntries(directory)).toEqual(before);
  });

  it("S18 a database of another program is refused, and stays as it is", async () => {
    await rawWrite(directory, [Buffer.from("v1_sv"), Buffer.from("theirs")]);
    const store = levelStore(directory);
    expect(await codeOf(store.ready())).toBe("foreign-data");
    await store.close();
    expect(await rawEntries(directory)).toEqual([[Buffer.from("v1_sv"), Buffer.from("theirs")]]);
  });

  it("S18 a damaged format record is reported, not overwritten", async () => {
    await makeStore();
    const broken = Buffer.from("coscribe-store/1");
    await rawWrite(directory, [formatKey, broken]);
    const store = levelStore(directory);
    expect(await codeOf(store.ready())).toBe("damaged");
    await store.close();
    expect((await rawEntries(directory))[0]).toEqual([formatKey, broken]);
  });

  it("S18 a directory that cannot be made or opened is reported with the reason", async () => {
    await writeFile(join(directory, "file"), "");
    const store = levelStore(join(directory, "file", "data"));
    await expect(store.ready()).rejects.toMatchObject({
      code: "open-failed",
      message: expect.stringContaining("ENOTDIR"),
    });
    await store.close();
  });

  it("S18 an empty directory name is refused at once", () => {
    expect(() => levelStore("")).toThrow(RangeError);
  });

  it("S18 a relative path is taken from the current directory, and made as far as it is missing", async () => {
    const path = join(relative(process.cwd(), directory), "a", "b");
    const store = levelStore(path);
    await store.ready();
    await store.close();
    expect(await readdir(join(directory, "a", "b"))).toContain("CURRENT");
  });

  it("S19 a directory without its file CURRENT is refused, and nothing in it is removed", async () => {
    await makeStore();
    await rawEntries(directory); // Opening moves the log into a table.
    const current = await readFile(join(directory, "CURRENT"));
    await rm(join(directory, "CURRENT"));
    const store = levelStore(directory);
    await expect(store.ready()).rejects.toMatchObject({
      code: "open-failed",
      message: expect.stringMatching(/CURRENT is missing.*restore/),
    });
    await writeFile(join(directory, "CURRENT"), current);
    expect(texts(await read(await store.open(documentName("a")))).updates).toEqual(["x"]);
    await store.close();
  });

  it("S18 a store that could not be opened opens once the reason is gone", async () => {
    const inTheWay = join(directory, "data");
    await writeFile(inTheWay, "");
    const store = levelStore(inTheWay);
    expect(await codeOf(store.ready())).toBe("open-failed");
    await rm(inTheWay);
    const log = await store.open(documentName("a"));
    await log.append(bytes("x"));
    expect(texts(await read(log)).updates).toEqual(["x"]);
    await store.close();
  });
});
