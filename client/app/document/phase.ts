/**
 * What a person is told about the connection, which is less than what the connection knows: a blip
 * that is over before anybody could act on it is not mentioned.
 */

import type { ConnectionStatus } from "@coscribe/client";

/** What a person is told about the connection. */
export type Phase =
  /** The content has not arrived yet. `isSlow` once this takes longer than usual. */
  | { readonly type: "connecting"; readonly isSlow: boolean }
  /** The content is here and edits travel, or stopped doing so a moment ago. */
  | { readonly type: "synced" }
  /** The content is here; edits wait in this tab until the server is back. */
  | { readonly type: "reconnecting" }
  /** Final. `hasContent` tells whether there is something on the page to keep. */
  | {
      readonly type: "refused";
      readonly code: number;
      readonly reason: string;
      readonly hasContent: boolean;
    };

/** How long a first connection may take before the page says that it is slow. */
export const slowStartMs = 5000;

/** How long a lost connection may take to come back without being mentioned. */
export const blipMs = 1500;

/**
 * The phase for `status`. `hasContent`: the server's content has been here since the page opened.
 * `isLong`: it has been unsynced for longer than {@link slowStartMs}, or than {@link blipMs} once
 * there is content.
 */
export function phaseOf(status: ConnectionStatus, hasContent: boolean, isLong: boolean): Phase {
  if (status.state === "refused") {
    return { type: "refused", code: status.code, reason: status.reason, hasContent };
  }
  if (status.state === "connected" && status.isSynced) return { type: "synced" };
  if (!hasContent) return { type: "connecting", isSlow: isLong };
  return isLong ? { type: "reconnecting" } : { type: "synced" };
}

/** True where the text may be changed: before the first sync an edit would surprise its author. */
export function isEditable(phase: Phase): boolean {
  return phase.type === "synced" || phase.type === "reconnecting";
}
