/**
 * What a person is told about where the edits are, which is less than what the connection knows:
 * what is over before anybody could act on it is not mentioned. In doubt the page goes on with what
 * it has said before, and never says "saved" for longer than that.
 */

import type { SaveStatus, UploadProgress } from "../../saving/save-status.ts";

/** What a person is told. */
export type Telling =
  /** The server has not been heard yet. */
  | "connecting"
  /** Every edit is on the server's disk. */
  | "saved"
  | "saving"
  /** No connection; this device has every edit. */
  | "onDevice"
  /** No connection, and some edits are nowhere but in this tab. */
  | "inTab"
  /** Connected, but the server does not save. */
  | "notSaved"
  /** Final. */
  | "refused";

/** An edit that is saved within this time is not mentioned: typing would make the page flicker. */
const savingMs = 400;
/** Once mentioned, saving is mentioned for at least so long, for the same reason. */
const savingLeastMs = 400;
/** How long a lost connection may take to come back without being mentioned. */
const blipMs = 1_500;
/** How long the device may take to write an edit before the page says that it does not. */
const deviceMs = 1_000;

/** What is to be told if `status` lasts. `hasContent`: there is something on the page. */
export function tellingOf(status: SaveStatus, hasContent: boolean): Telling {
  if (status.state === "refused") return "refused";
  if (!hasContent) return "connecting";
  if (status.state === "offline") return status.isKeptOnDevice ? "onDevice" : "inTab";
  return status.state;
}

/**
 * How long from `now` (ms since 1970) `next` must last to be told in place of `told`, in ms.
 * A status that is still `saving` starts anew whenever its `since` moves: then older edits have been
 * saved.
 */
export function patienceMs(told: Telling, next: Telling, status: SaveStatus, now: number): number {
  const blipLeftMs =
    status.state === "offline" && !isOffline(told) ? status.since + blipMs - now : 0;
  switch (next) {
    case "saving":
      return savingMs;
    case "saved":
      return told === "saving" ? savingLeastMs : 0;
    case "onDevice":
      return Math.max(0, blipLeftMs);
    case "inTab":
      return Math.max(deviceMs, blipLeftMs);
    case "connecting":
    case "notSaved":
    case "refused":
      return 0;
    default:
      return next satisfies never;
  }
}

/** How far a large edit has come; undefined if there is none on its way. */
export function uploadOf(status: SaveStatus): UploadProgress | undefined {
  return status.state === "saving" ? status.upload : undefined;
}

/** Whether somebody who cannot see the page should be told at once. */
export function isTrouble(telling: Telling): boolean {
  return isOffline(telling) || telling === "notSaved";
}

function isOffline(telling: Telling): boolean {
  return telling === "onDevice" || telling === "inTab";
}
