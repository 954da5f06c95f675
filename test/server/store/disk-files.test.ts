/** Files in a directory: on a real disk, with damage, leftovers and a real full disk. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { levelStore } from "@coscribe/server";
import { DiskFiles } from "@coscribe/server/internal/store/files/disk-files";
import { SoundFiles } from "@coscribe/server/internal/store/files/sound-files";
import { fileStoreContract, nameOf, pieces, readFile } from "../../contract/file-store.contract.ts";
import { bytes, codeOf, filled } from "../../contract/store-verbs.ts";
import { describeWith } from "../../support/part.ts";
import { SimClock } from "../../support/sim-clock.ts";
import { smallDisks } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

fileStoreContract("on disk", () => {
  const directory = join(temporaryFolder(), "files");
  return (maxBytes) => new DiskFiles(directory, { maxBytes });
});

function pathOf(directory: string, content: Uint8Array): string {
  const hash = nameOf(content);
  return join(directory, hash.slice(0, 2), hash);
}

describe("files on a disk", () => {
  it("S80 they stand where STORAGE.md says, beside the database, and belong to its store", async () => {
    const data = temporaryFolder();
    const store = levelStore(data);
    await store.ready();
    const { hash } = await store.files!.put(pieces(bytes("hello")));
    const path = join(data, "files", hash.slice(0, 2), hash);
    expect(readFileSync(path, "utf8")).toBe("hello");
    expect(readdirSync(join(data, "files", "incoming"))).toEqual([]);
    expect(await codeOf(levelStore(data).ready())).toBe("locked");
    await store.close();
    expect(await codeOf(store.files!.put(pieces(bytes("late"))))).toBe("closed");
  });

  it("S82 what a crash has left of uploads is removed at the next start, and nothing else", async () => {
    const directory = join(temporaryFolder(), "files");
    const before = new DiskFiles(directory);
    await before.put(pieces(bytes("whole")));
    await before.close();
    const leftover = join(directory, "incoming", "half");
    writeFileSync(leftover, "hal");
    const after = new DiskFiles(directory);
    await after.ready();
    expect(existsSync(leftover)).toBe(false);
    const whole = await after.find(nameOf(bytes("whole")));
    expect(whole?.size).toBe(5);
    await whole?.close();
    await after.close();
  });

  const damages: readonly (readonly [what: string, (content: Buffer) => Buffer])[] = [
    ["one bit flipped", (content) => (content.set([content[7]! ^ 1], 7), content)],
    ["cut", (content) => content.subarray(0, -1)],
    ["empty", () => Buffer.alloc(0)],
    ["longer", (content) => Buffer.concat([content, Buffer.from("x")])],
  ];
  it.each(damages)(
    "S86 a file that is %s is told and not given, until it comes again",
    async (_what, damage) => {
      const directory = join(temporaryFolder(), "files");
      const files = new DiskFiles(directory);
      const content = filled(300_000);
      const { hash } = await files.put(pieces(content));
      const sound = await files.find(hash);
      await sound?.close();
      const path = pathOf(directory, content);
      writeFileSync(path, damage(readFileSync(path)));
      expect(await codeOf(files.find(hash))).toBe("damaged");
      expect(await codeOf(files.find(hash))).toBe("damaged");
      expect(files.damage).toEqual([`the file ${hash} is not what was stored`]);
      await files.put(pieces(content));
      expect(files.damage).toEqual([]);
      const again = (await files.find(hash))!;
      expect(Buffer.compare(await readFile(again), content)).toBe(0);
      await again.close();
      await files.close();
    },
  );

  it("S86 a file that was sound an hour ago, and that nobody has touched, is looked at again", async () => {
    const folder = temporaryFolder();
    const clock = new SimClock();
    const sound = new SoundFiles(clock);
    const content = bytes("as it was");
    writeFileSync(join(folder, "sound"), content);
    writeFileSync(join(folder, "rotten"), bytes("as it is!"));
    const [before, after] = await Promise.all(
      ["sound", "rotten"].map((name) => open(join(folder, name))),
    );
    const untouched = await before!.stat({ bigint: true });
    const isSound = (handle: FileHandle): Promise<boolean> =>
      sound.isSound(nameOf(content), handle, untouched);
    expect(await isSound(before!)).toBe(true);
    expect(await isSound(after!)).toBe(true);
    await clock.advance(3_600_000);
    expect(await isSound(after!)).toBe(false);
    await Promise.all([before!.close(), after!.close()]);
  });

  it("S82 a file that is cut while it is read ends the reading, and not as if it were whole", async () => {
    const directory = join(temporaryFolder(), "files");
    const files = new DiskFiles(directory);
    const content = filled(400_000);
    const { hash } = await files.put(pieces(content));
    const file = (await files.find(hash))!;
    writeFileSync(pathOf(directory, content), content.subarray(0, 200_000));
    expect(await codeOf(readFile(file))).toBe("read-failed");
    await file.close();
    await files.close();
  });

  it("S87 where files cannot be kept it says why, and goes on when they can be", async () => {
    const directory = join(temporaryFolder(), "files");
    writeFileSync(directory, "in the way");
    const files = new DiskFiles(directory);
    expect(await codeOf(files.put(pieces(bytes("x"))))).toMatch(/^(open|write)-failed$/);
    await rm(directory);
    await mkdir(directory);
    expect(await files.put(pieces(bytes("x")))).toEqual({ hash: nameOf(bytes("x")), size: 1 });
    await files.close();
  });
});

describeWith("files on a disk that is soon full", smallDisks, (makeSmallDisk) => {
  it("S87 a full disk refuses a file and loses none; with space again it takes it", async () => {
    const disk = makeSmallDisk(3);
    const files = new DiskFiles(join(disk.data, "files"));
    const kept = filled(1_000_000, 1);
    await files.put(pieces(kept));
    disk.fill();
    const late = filled(500_000, 2);
    expect(await codeOf(files.put(pieces(late)))).toBe("write-failed");
    expect(await files.find(nameOf(late))).toBeUndefined();
    const file = (await files.find(nameOf(kept)))!;
    expect(Buffer.compare(await readFile(file), kept)).toBe(0);
    await file.close();
    disk.clear();
    await files.put(pieces(late));
    const again = (await files.find(nameOf(late)))!;
    expect(Buffer.compare(await readFile(again), late)).toBe(0);
    await again.close();
    await files.close();
  });
});
