import { expect, it, vi } from "vitest";
import { recordKey, recordPrefix } from "@coscribe/server/internal/store/key-value/key-layout";
import { levelStore } from "@coscribe/server/internal/store/level/level-store";
import { documentStoreContract } from "../../contract/document-store.contract.ts";
import { lostRecordContract } from "../../contract/lost-record.contract.ts";
import { metadataStoreContract } from "../../contract/metadata-store.contract.ts";
import { bytes, documentName } from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { leveldown, rawWrite } from "./raw-level.ts";

for (const contract of [documentStoreContract, metadataStoreContract]) {
  contract("on disk", () => {
    const folder = temporaryFolder();
    // Tests wait for each commit: a pause between them would be all they measure.
    return () => levelStore(folder, { commitIntervalMs: 1 });
  });
}

lostRecordContract("on disk", () => {
  const folder = temporaryFolder();
  return {
    makeStore: () => levelStore(folder, { commitIntervalMs: 1 }),
    lose: ({ name, generation }, sequence) =>
      rawWrite(folder, [recordKey(recordPrefix(name, generation), sequence), undefined]),
  };
});

it("S1 whatever is acknowledged has been synced to the disk", async () => {
  // Nothing short of a power failure shows the difference, so this asks what LevelDB was asked.
  const batch = vi.spyOn(leveldown.prototype, "batch");
  const put = vi.spyOn(leveldown.prototype, "put");
  const store = levelStore(temporaryFolder(), { commitIntervalMs: 1 });
  const log = await store.open(documentName("a"));
  await log.append(bytes("x"));
  await log.append(bytes("y"));
  await log.compact(bytes("xy"), 2);
  await log.close();
  await store.delete(log.name);
  await store.close();
  const asked = [
    ...batch.mock.calls.map(([, options]) => options),
    ...put.mock.calls.map(([, , options]) => options),
  ];
  expect(asked).toEqual(Array.from({ length: 5 }, () => ({ sync: true })));
  batch.mockRestore();
  put.mockRestore();
});
