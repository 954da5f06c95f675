import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { levelStore } from "@coscribe/server/internal/store/level/level-store";
import { bytes, codeOf, documentName, read, texts } from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { startStore } from "./store-process.ts";

const a = documentName("a");

describe("the owner of a data directory", () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryFolder();
  });

  it("S16 another process is refused, and told what to do", async () => {
    const child = startStore("ready", directory);
    await child.lines(1);
    // The child has ended by itself: nothing keeps it. So this one is the owner, and a child not.
    expect((await child.ended()).lines).toEqual(["open"]);
    const store = levelStore(directory);
    await store.ready();
    expect((await startStore("ready", directory).ended()).lines).toEqual(["locked"]);
    await store.close();
    expect((await startStore("ready", directory).ended()).lines).toEqual(["open"]);
  });

  it("S16 a second attempt in this process leaves the lock against other processes whole", async () => {
    const store = levelStore(directory);
    const log = await store.open(a);
    await log.append(bytes("before"));
    await expect(levelStore(directory).ready()).rejects.toMatchObject({
      code: "locked",
      message: expect.stringMatching(/already open in this process.*close it first/),
    });
    expect((await startStore("ready", directory).ended()).lines).toEqual(["locked"]);
    await log.append(bytes("after"));
    await store.close();
    const again = levelStore(directory);
    expect(texts(await read(await again.open(a))).updates).toEqual(["before", "after"]);
    await again.close();
  });

  it("S16 the owner is known under every path of the directory", async () => {
    const store = levelStore(directory);
    await store.ready();
    const link = join(temporaryFolder(), "link");
    await symlink(directory, link);
    expect(await codeOf(levelStore(link).ready())).toBe("locked");
    expect(await codeOf(levelStore(`${directory}/./`).ready())).toBe("locked");
    await store.close();
  });

  it("S16 the owner is known to a second copy of the package", async () => {
    const store = levelStore(directory);
    await store.ready();
    vi.resetModules();
    const copy = await import("@coscribe/server/internal/store/level/level-store");
    expect(copy.levelStore).not.toBe(levelStore);
    await expect(copy.levelStore(directory).ready()).rejects.toMatchObject({ code: "locked" });
    await store.close();
    const second = copy.levelStore(directory);
    await second.ready();
    await second.close();
  });

  it("S16 of two stores that open at once, one is refused", async () => {
    const stores = [levelStore(directory), levelStore(directory)];
    const outcomes = await Promise.allSettled(stores.map((store) => store.ready()));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await Promise.all(stores.map((store) => store.close()));
  });
});
