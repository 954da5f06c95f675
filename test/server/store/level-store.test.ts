import { levelStore } from "@coscribe/server/internal/store/level-store";
import { documentStoreContract } from "../../contract/document-store.contract.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

documentStoreContract("on disk", () => {
  const folder = temporaryFolder();
  return () => levelStore(folder);
});
