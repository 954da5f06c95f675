/** Loads what is known about copies on this device, and keeps it up to date. */

import type { DocumentName } from "@coscribe/shared";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Preferences } from "../preferences.ts";
import type { DeviceCopies } from "./device-copies.ts";

/** The components and verbs of `device-part.ts`, and what is kept. */
export interface Device {
  readonly part: typeof import("./device-part.ts");
  readonly copies: DeviceCopies;
}

/** What has been read of the device, and how to read and change it. */
export interface DeviceState {
  /** What is shown. Undefined until it has been read. */
  readonly device: Device | undefined;
  /** Reads it anew, and shows that. Rejects where this part of the page cannot be loaded. */
  readonly refresh: () => Promise<Device>;
  /** Removes every copy of a document, and then shows what is left. Rejects where that fails. */
  readonly forget: (name: DocumentName) => Promise<void>;
}

/** See the head of this file. */
export function useDevice(preferences: Preferences): DeviceState {
  const [device, setDevice] = useState<Device>();
  const readings = useRef(0);
  const refresh = async (): Promise<Device> => {
    const reading = ++readings.current;
    const part = await import("./device-part.ts");
    const names = preferences.recentDocuments.map(({ name }) => name);
    const read = { part, copies: await part.readDeviceCopies(names) };
    // One that began later may know of a removal that this one does not.
    if (reading === readings.current) setDevice(read);
    return read;
  };
  const forget = async (name: DocumentName): Promise<void> => {
    const part = await import("./device-part.ts");
    await part.forgetCopies(name);
    await refresh();
  };
  useEffect(() => {
    const refreshIfSeen = (): void => {
      // Without this part, the list still leads to documents.
      if (document.visibilityState === "visible") refresh().catch(reportError);
    };
    refreshIfSeen();
    // Meanwhile other tabs may have sent what was waiting.
    document.addEventListener("visibilitychange", refreshIfSeen);
    return () => document.removeEventListener("visibilitychange", refreshIfSeen);
  }, []);
  return { device, refresh, forget };
}
