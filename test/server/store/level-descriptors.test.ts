import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { levelStore } from "@coscribe/server/internal/store/level/level-store";
import { documentName, read } from "../../contract/store-verbs.ts";
import { describeWith, type Part } from "../../support/part.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { startStoreWithDescriptors } from "./store-process.ts";

/** A process of which the system limits the open files. */
const limits: Part<true> =
  process.platform === "win32"
    ? { isHere: false, because: "Windows limits no files", getIt: "npm test, on Linux or macOS" }
    : { isHere: true, value: true };

describeWith("a process without file descriptors", limits, () => {
  it("S73 neither reads nor writes, takes nothing for damage, and goes on when it has some", async () => {
    const directory = temporaryFolder();
    const { lines, exitCode } = await startStoreWithDescriptors("starve", directory, 400).ended();
    expect(lines).toEqual([
      "load: read-failed",
      "ready: open-failed",
      "append: write-failed",
      expect.stringMatching(/^loaded: 30\d\d$/),
      "all there: true",
    ]);
    expect(exitCode).toBe(0);
    expect(readdirSync(directory)).not.toContain("set-aside");
    expect(readdirSync(directory)).not.toContain("DAMAGE");
    const store = levelStore(directory);
    const { updates } = await read(await store.open(documentName("numbers")));
    expect(updates.length).toBeGreaterThan(3_000);
    expect(store.damage).toEqual([]);
    await store.close();
  });
});
