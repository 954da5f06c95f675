/** What this browser keeps of the server's documents. */

import {
  forgetOfflineCopies,
  offlineDocuments,
  setAsideCopies,
  type OfflineDocument,
  type SetAsideCopy,
} from "@coscribe/client";
import { parseStoredDocumentName, type DocumentName } from "@coscribe/shared";
import { pageRoot, serverUrl } from "../page-root.ts";

/** A copy that was set aside, and the name of its document. */
export interface NamedCopy extends SetAsideCopy {
  readonly name: DocumentName;
}

/** A copy that a new connection begins with, and the name of its document. */
export interface KeptDocument extends OfflineDocument {
  readonly name: DocumentName;
}

/** Everything that is kept. */
export interface DeviceCopies {
  readonly kept: readonly KeptDocument[];
  /** The page itself is stored on this device as well, so that they open without a network. */
  readonly isPageStored: boolean;
  /** Latest first. */
  readonly setAside: readonly NamedCopy[];
}

/** Reads it; of copies that were set aside, those of `names` and of what is kept. Never rejects. */
export async function readDeviceCopies(names: readonly DocumentName[]): Promise<DeviceCopies> {
  const found = await offlineDocuments(serverUrl());
  const kept = found.map((copy) => ({ ...copy, name: parseStoredDocumentName(copy.name) }));
  const candidates = new Set([...names, ...kept.map(({ name }) => name)]);
  const setAside = (await Promise.all([...candidates].map(readSetAside))).flat();
  const isPageStored = await readIsPageStored();
  return { kept, isPageStored, setAside: setAside.toSorted((a, b) => b.setAsideAt - a.setAsideAt) };
}

/**
 * Removes every copy of the document `name` from this device, those that were set aside as well.
 * Rejects where the browser fails to.
 */
export async function forgetCopies(name: DocumentName): Promise<void> {
  await forgetOfflineCopies(serverUrl(), name);
}

async function readSetAside(name: DocumentName): Promise<readonly NamedCopy[]> {
  try {
    const copies = await setAsideCopies(serverUrl(), name);
    return copies.map((copy) => ({ ...copy, name }));
  } catch {
    // A browser that keeps nothing has none.
    return [];
  }
}

/** Browsers store pages over HTTPS and of this machine, and not in every private window. */
async function readIsPageStored(): Promise<boolean> {
  // Typed as always there, but missing outside of secure contexts.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registration = await workers?.getRegistration(pageRoot).catch(() => undefined);
  return registration?.active?.state === "activated";
}
