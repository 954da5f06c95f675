/** Loads what is known about copies on this device, and keeps it up to date. */

import type { DocumentName } from "@coscribe/shared";
import { useEffect, useState } from "preact/hooks";
import type { Preferences } from "../preferences.ts";
import type { DeviceCopies } from "./device-copies.ts";

/** The components and verbs of `device-part.ts`, and what is kept. */
export interface Device {
  readonly part: typeof import("./device-part.ts");
  readonly copies: DeviceCopies;
  /** Removes every copy of a document, and then shows what is left. */
  readonly forget: (name: DocumentName) => Promise<void>;
}

/** Undefined until it has been read. */
export function useDevice(preferences: Preferences): Device | undefined {
  const [device, setDevice] = useState<Device>();
  useEffect(() => {
    const refresh = async (): Promise<void> => {
      const part = await import("./device-part.ts");
      const names = preferences.recentDocuments.map(({ name }) => name);
      const copies = await part.readDeviceCopies(names);
      const forget = async (name: DocumentName): Promise<void> => {
        await part.forgetCopies(name);
        await refresh();
      };
      setDevice({ part, copies, forget });
    };
    const refreshIfSeen = (): void => {
      // Without this part, the list still leads to documents.
      if (document.visibilityState === "visible") refresh().catch(reportError);
    };
    refreshIfSeen();
    // Meanwhile other tabs may have sent what was waiting.
    document.addEventListener("visibilitychange", refreshIfSeen);
    return () => document.removeEventListener("visibilitychange", refreshIfSeen);
  }, []);
  return device;
}
