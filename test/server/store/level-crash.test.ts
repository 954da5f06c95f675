import { beforeEach, describe, expect, it } from "vitest";
import { documentName, read, texts } from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { deadRecords } from "./raw-level.ts";
import { startStore } from "./store-process.ts";
import { promptStore } from "../../support/prompt-store.ts";

describe("a process that ends without warning", () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryFolder();
  });

  it(
    "S20 killed again and again while it appends, compacts and deletes, it loses nothing acknowledged",
    { retry: 0 },
    async () => {
      let acknowledged = 0;
      let compacted = 0;
      const deleted = new Set<string>();
      for (const linesBeforeKill of [1, 30, 100, 150, 201, 277]) {
        const child = startStore("work", directory);
        await child.lines(linesBeforeKill);
        const { lines } = await child.kill();
        for (const line of lines) {
          const [what, value = ""] = line.split(" ");
          if (what === "appended") acknowledged = Math.max(acknowledged, Number(value));
          if (what === "compacted") compacted = Math.max(compacted, Number(value));
          if (what === "deleted") deleted.add(value);
        }

        const store = promptStore(directory);
        const log = await store.open(documentName("numbers"));
        const { base, updates } = texts(await read(log));
        const through = base === undefined ? 0 : Number(base.replace("1 to ", ""));
        expect(through).toBeGreaterThanOrEqual(compacted);
        expect(updates).toEqual(updates.map((_, index) => String(through + index + 1)));
        expect(through + updates.length).toBeGreaterThanOrEqual(acknowledged);

        const churned = await store.open(documentName("churned"));
        expect(deleted).not.toContain(churned.generation);
        expect(new Set(texts(await read(churned)).updates).size).toBeLessThanOrEqual(1);
        await store.close();
        expect(await deadRecords(directory)).toEqual([]);
      }
      expect(acknowledged).toBeGreaterThan(10_000);
      expect(compacted).toBeGreaterThan(0);
      expect(deleted.size).toBeGreaterThan(0);
    },
  );

  it("S21 with nothing else to do, it ends only when its appends are on disk", async () => {
    const { lines, exitCode } = await startStore("leave", directory).ended();
    expect({ lines, exitCode }).toEqual({ lines: ["1", "2", "3"], exitCode: 0 });
  });
});
