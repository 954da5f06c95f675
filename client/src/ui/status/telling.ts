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

/**
 * For how long "saved" may stand while an edit is not: on a usual disk and network an edit is saved in
 * some 20 to 100 ms, so typing does not make the page flicker, and a quarter of a second is less than it
 * takes to look up and believe it.
 */
export const savingMs = 250;
/** Once mentioned, saving is mentioned for at least so long after it is done, for the same reason. */
const savingLeastMs = 400;
/** How long a lost connection may take to come back without being mentioned. */
const blipMs = 1_500;
/** How long one that is back must last without anything being saved to be mentioned. */
const backMs = 1_000;
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
 * How long all has not been well, however often the connection came back meanwhile: both end when
 * something is saved. In ms since 1970.
 */
export interface Unease {
  /** Since when an edit, or what the server has, is not known to be saved. */
  readonly unsavedSince?: number;
  /** Since when the server could not be reached, or was reached without anything being saved. */
  readonly lostSince?: number;
}

/** The unease when `status` comes after what `before` knows of. The same again changes nothing. */
export function uneaseAfter(before: Unease, status: SaveStatus, now: number): Unease {
  switch (status.state) {
    case "saved":
    case "refused":
      return {};
    case "notSaved":
      return before;
    case "saving": {
      const { pendingEdits, since: unsavedSince } = status;
      const hasSaved = pendingEdits > 0 && unsavedSince > (before.unsavedSince ?? Infinity);
      return hasSaved ? { unsavedSince } : { ...before, unsavedSince };
    }
    case "offline": {
      // Where only the answers fail to come, there is nothing to come back.
      const isLost = status.reason !== "noAnswer";
      const lost = isLost ? { lostSince: before.lostSince ?? status.since } : {};
      const unsaved = status.pendingEdits > 0 ? { unsavedSince: before.unsavedSince ?? now } : {};
      return { ...before, ...unsaved, ...lost };
    }
    default:
      return status satisfies never;
  }
}

/** What is to be told next, and when. */
export interface NextTelling {
  readonly telling: Telling;
  /** In ms since 1970; `telling` is told then if nothing has changed. */
  readonly at: number;
}

/** What is to be told in place of `told`, as things are `now` (ms since 1970). */
export function nextTelling(
  told: Telling,
  status: SaveStatus,
  hasContent: boolean,
  unease: Unease,
  now: number,
): NextTelling {
  const { unsavedSince = now, lostSince = now } = unease;
  const isBack = isOffline(told) && unease.lostSince !== undefined;
  const telling = tellingOf(status, hasContent);
  switch (telling) {
    case "saving":
      return { telling, at: isBack ? now + backMs : unsavedSince + savingMs };
    case "saved":
      return { telling, at: told === "saving" ? now + savingLeastMs : now };
    case "onDevice":
    case "inTab": {
      const isUnanswered = status.state === "offline" && status.reason === "noAnswer";
      const blipEndsAt = isOffline(told) || isUnanswered ? now : lostSince + blipMs;
      const at = Math.max(blipEndsAt, telling === "inTab" ? now + deviceMs : now);
      // Meanwhile "saved" does not stand.
      const unsavedAt = unsavedSince + savingMs;
      const isUnsaved = status.state === "offline" && status.pendingEdits > 0;
      if (told === "saved" && isUnsaved && unsavedAt < at) {
        return { telling: "saving", at: unsavedAt };
      }
      return { telling, at };
    }
    case "connecting":
    case "notSaved":
    case "refused":
      return { telling, at: now };
    default:
      return telling satisfies never;
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
