/** The words for each telling: what it is, what it means, and what can be done about it. */

import type { SaveStatus, UploadProgress } from "../../saving/save-status.ts";
import type { InterfaceWords } from "../messages/use-words.ts";
import type { IconName } from "../parts/icon.tsx";
import { pendingEditsOf } from "./pending-edits.ts";
import { uploadOf, type Telling } from "./telling.ts";

/** How a telling is put. */
export interface Wording {
  readonly icon: IconName;
  /** Two to five words, for the bar. */
  readonly label: string;
  /** One sentence. */
  readonly meaning: string;
  /** What to expect and to do. */
  readonly advice: string;
}

/** What the words depend on, beside the telling. */
export interface TellingFacts {
  readonly status: SaveStatus;
  /** See `Connection.isSafeToLeave`. */
  readonly isSafeToLeave: boolean;
}

/** Before there is anything to show, for longer than usual. */
export function slowWording(words: InterfaceWords): Wording {
  return {
    icon: "loaderCircle",
    label: words.say("slow.label"),
    meaning: words.say("slow.meaning"),
    advice: words.say("slow.advice"),
  };
}

/** The words for `telling`. */
export function wordingOf(
  words: InterfaceWords,
  telling: Telling,
  { status, isSafeToLeave }: TellingFacts,
): Wording {
  switch (telling) {
    case "connecting":
    case "saved":
    case "refused":
      return {
        icon: icons[telling],
        label: words.say(`${telling}.label`),
        meaning: words.say(`${telling}.meaning`),
        advice: words.say(`${telling}.advice`),
      };
    case "onDevice":
    case "inTab":
      return offlineWording(words, telling, status);
    case "saving":
      return savingWording(words, status);
    case "notSaved":
      return {
        icon: "cloudAlert",
        label: words.say("notSaved.label"),
        meaning: notSavedMeaning(words, status),
        advice: notSavedAdvice(words, status, isSafeToLeave),
      };
    default:
      return telling satisfies never;
  }
}

/** A wording as one text, to be said or read out. */
export function sentenceOf(words: InterfaceWords, { label, meaning }: Wording): string {
  return label.endsWith("…")
    ? `${label} ${meaning}`
    : words.say("status.sentence", { label, meaning });
}

const icons = {
  connecting: "loaderCircle",
  saved: "cloudCheck",
  onDevice: "monitorCheck",
  inTab: "cloudOff",
  refused: "octagonX",
} as const;

/** Where there is a connection and no answer, nobody knows yet that the network is gone. */
function offlineWording(
  words: InterfaceWords,
  telling: "onDevice" | "inTab",
  status: SaveStatus,
): Wording {
  const isUnanswered = status.state === "offline" && status.reason === "noAnswer";
  return {
    icon: icons[telling],
    label: words.say(isUnanswered ? `${telling}.unanswered` : `${telling}.label`),
    meaning: words.say(isUnanswered ? `${telling}.unansweredMeaning` : `${telling}.meaning`),
    advice: words.say(`${telling}.advice`),
  };
}

function savingWording(words: InterfaceWords, status: SaveStatus): Wording {
  const upload = uploadOf(status);
  if (upload !== undefined) {
    return {
      icon: "cloudUpload",
      label: words.say("uploading.label", { percent: percentOf(upload) }),
      meaning: words.say("uploading.meaning", megabytesOf(upload, words.language)),
      advice: words.say("uploading.advice"),
    };
  }
  return {
    icon: "cloudUpload",
    label: words.say("saving.label"),
    meaning: words.say(pendingEditsOf(status) === 0 ? "saving.asking" : "saving.sending"),
    advice: words.say("saving.advice"),
  };
}

/** Never says that all is done before the server has. */
function percentOf({ acknowledgedBytes, totalBytes }: UploadProgress): number {
  return Math.min(99, Math.floor((100 * acknowledgedBytes) / totalBytes));
}

function megabytesOf(
  { acknowledgedBytes, totalBytes }: UploadProgress,
  language: string,
): { readonly done: string; readonly all: string } {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return { done: format.format(acknowledgedBytes / 1e6), all: format.format(totalBytes / 1e6) };
}

function notSavedMeaning(words: InterfaceWords, status: SaveStatus): string {
  const reason = status.state === "notSaved" ? status.reason : "overdue";
  switch (reason) {
    case "storageFailing":
    case "notAllowed":
    case "overdue":
      return words.say(`notSaved.${reason}`);
    case "cutOff":
      return words.say("notSaved.cutOff", { size: sizeOf(status, words.language) });
    default:
      return reason satisfies never;
  }
}

function notSavedAdvice(words: InterfaceWords, status: SaveStatus, isSafeToLeave: boolean): string {
  const isNotAllowed = status.state === "notSaved" && status.reason === "notAllowed";
  if (isNotAllowed) return words.say("notSaved.adviceNotAllowed");
  return words.say(isSafeToLeave ? "notSaved.adviceIfKept" : "notSaved.advice");
}

function sizeOf(status: SaveStatus, language: string): string {
  const { bytes = 0 } = status.state === "notSaved" ? status : {};
  const isSmall = bytes < 1e6;
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: isSmall ? "kilobyte" : "megabyte",
    maximumFractionDigits: isSmall ? 0 : 1,
  });
  return format.format(isSmall ? Math.ceil(bytes / 1e3) : bytes / 1e6);
}
