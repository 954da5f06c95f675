/** The words for each telling: what it is, what it means, and what can be done about it. */

import type { SaveStatus, UploadProgress } from "@coscribe/client";
import type { IconName } from "@coscribe/client/ui";
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
export const slowWording: Wording = {
  icon: "loaderCircle",
  label: "Still connecting…",
  meaning: "The server has not answered yet.",
  advice:
    "This document has not been opened on this device before, so there is nothing to show until it does.",
};

/** The words for `telling`. */
export function wordingOf(telling: Telling, { status, isSafeToLeave }: TellingFacts): Wording {
  switch (telling) {
    case "connecting":
      return {
        icon: "loaderCircle",
        label: "Connecting…",
        meaning: "The server has not answered yet.",
        advice: "This usually takes a moment.",
      };
    case "saved":
      return {
        icon: "cloudCheck",
        label: "Saved",
        meaning: "Every edit is on the server’s disk.",
        advice: "You can close this page at any time.",
      };
    case "saving":
      return savingWording(status);
    case "onDevice":
    case "inTab":
      return offlineWording(telling, status);
    case "notSaved":
      return {
        icon: "cloudAlert",
        label: "Not saved",
        meaning: notSavedMeaning(status),
        advice: isSafeToLeave
          ? "This device keeps your edits as well. You can close this page; open the document here again later to see whether they are saved. If this lasts, tell whoever runs the server."
          : "Keep this page open until they are saved, or copy the text. If this lasts, tell whoever runs the server.",
      };
    case "refused":
      return {
        icon: "octagonX",
        label: "Disconnected",
        meaning: "The server has closed this document.",
        advice: "What can be done about it is said above the text.",
      };
    default:
      return telling satisfies never;
  }
}

/** Where there is a connection and no answer, nobody knows yet that the network is gone. */
function offlineWording(telling: "onDevice" | "inTab", status: SaveStatus): Wording {
  const isUnanswered = status.state === "offline" && status.reason === "noAnswer";
  const start = isUnanswered ? "No answer" : "Offline";
  const what = isUnanswered ? "The server does not answer" : "There is no connection to the server";
  return telling === "onDevice"
    ? {
        icon: "monitorCheck",
        label: `${start}, saved on this device`,
        meaning: `${what}; this device keeps what you write.`,
        advice:
          "Go on writing. The others see your edits as soon as the server can be reached. If you close this page, open the document on this device again to send them.",
      }
    : {
        icon: "cloudOff",
        label: `${start}, only in this tab`,
        meaning: `${what}, and the browser does not keep what you write.`,
        advice:
          "Keep this tab open until the connection is back, or copy the text. The usual reasons are a private window and a full disk.",
      };
}

function savingWording(status: SaveStatus): Wording {
  const upload = uploadOf(status);
  if (upload !== undefined) {
    return {
      icon: "cloudUpload",
      label: `Saving… ${percentOf(upload)} %`,
      meaning: `${megabytesOf(upload)} are on the server’s disk.`,
      advice: "This takes a while. What has arrived stays there, even if the connection is lost.",
    };
  }
  return {
    icon: "cloudUpload",
    label: "Saving…",
    meaning:
      pendingEditsOf(status) === 0
        ? "The server is asked whether everything is on its disk."
        : "Your edits are on the way to the server’s disk.",
    advice: "This usually takes a moment.",
  };
}

/** Never says that all is done before the server has. */
function percentOf({ acknowledgedBytes, totalBytes }: UploadProgress): number {
  return Math.min(99, Math.floor((100 * acknowledgedBytes) / totalBytes));
}

function megabytesOf({ acknowledgedBytes, totalBytes }: UploadProgress): string {
  const [done, all] = [acknowledgedBytes, totalBytes].map((bytes) => (bytes / 1e6).toFixed(1));
  return `${done} of ${all} MB`;
}

function notSavedMeaning(status: SaveStatus): string {
  const reason = status.state === "notSaved" ? status.reason : "overdue";
  switch (reason) {
    case "storageFailing":
      return "The server cannot write to its disk. It has your edits in memory, shows them to the others, and keeps trying.";
    case "cutOff":
      return `An edit does not get through: each time ${sizeOf(status)} are sent, the connection ends. Something on the way to the server refuses so large a message.`;
    case "overdue":
      return "The server does not confirm that your edits are on its disk.";
    default:
      return reason satisfies never;
  }
}

function sizeOf(status: SaveStatus): string {
  const { bytes = 0 } = status.state === "notSaved" ? status : {};
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
