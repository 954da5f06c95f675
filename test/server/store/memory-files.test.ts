/** Files in memory. */

import { MemoryFiles } from "@coscribe/server/internal/store/memory/memory-files";
import { fileStoreContract } from "../../contract/file-store.contract.ts";

fileStoreContract("in memory", () => {
  const files = new Map();
  return (maxBytes) => new MemoryFiles(files, { maxBytes });
});
