import { MemoryMedium, memoryStore } from "@coscribe/server/internal/store/memory/memory-store";
import { documentStoreContract } from "../../contract/document-store.contract.ts";
import { metadataStoreContract } from "../../contract/metadata-store.contract.ts";

for (const contract of [documentStoreContract, metadataStoreContract]) {
  contract("in memory", () => {
    const medium = new MemoryMedium();
    return () => memoryStore({ medium });
  });
}
