/** Checks a presence state: every client in the document parses it, so it must parse. */

import { ProtocolError } from "@coscribe/shared";
import { decodeUtf8 } from "lib0/string";
import { bracketDepth } from "../update/json-problem.ts";
import { isPlainJsonObject } from "./plain-json.ts";

/**
 * Deepest nesting of a state that is shown. Editors use three levels: state, cursor, position. Readers
 * compare and write states recursively; those overflow their stacks at some thousand levels.
 */
const maxDepth = 128;

/**
 * What is too much about a state, for its author; undefined where nothing is. Throws ProtocolError
 * `malformedFrame` for what is no state at all.
 */
export function checkPresenceState(state: Uint8Array): string | undefined {
  if (isPlainJsonObject(state)) return undefined;
  const text = textOf(state);
  if (bracketDepth(text) > maxDepth) return `a presence state nests deeper than ${maxDepth}`;
  checkJson(text);
  // Clients would take its owner to be gone, and we would not.
  if (text.trim() === "null") throw malformed("is null with spaces around it");
  return undefined;
}

function textOf(state: Uint8Array): string {
  try {
    return decodeUtf8(state);
  } catch (cause) {
    throw malformed("is not UTF-8", cause);
  }
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw malformed("does not parse", cause);
  }
}

function malformed(problem: string, cause?: unknown): ProtocolError {
  return new ProtocolError("malformedFrame", `a presence state ${problem}`, { cause });
}
