import { MemoryMedium, memoryStore } from "@coscribe/server/internal/store/memory/memory-store";
import { documentStoreContract } from "../../contract/document-store.contract.ts";

documentStoreContract("in memory", () => {
  const medium = new MemoryMedium();
  return () => memoryStore({ medium });
});
