/** Checks a presence state: every client in the document parses it, so it must parse. */

import { ProtocolError } from "@coscribe/shared";
import { decodeUtf8 } from "lib0/string";
import { jsonProblem } from "../update/json-problem.ts";

/** Deepest nesting of a state. Editors use three levels: state, cursor, position. */
const maxDepth = 16;

/** Throws ProtocolError `malformedFrame` for a state that would harm those who receive it. */
export function checkPresenceState(state: Uint8Array, maxBytes: number): void {
  if (state.length > maxBytes) {
    throw new ProtocolError(
      "malformedFrame",
      `a presence state has ${state.length} bytes, ${maxBytes} are allowed`,
    );
  }
  const text = textOf(state);
  const problem = jsonProblem(text, maxDepth);
  if (problem !== undefined) {
    throw new ProtocolError("malformedFrame", `a presence state ${problem}`);
  }
  // Clients would take its owner to be gone, and we would not.
  if (text.trim() === "null") {
    throw new ProtocolError("malformedFrame", "a presence state is null with spaces around it");
  }
}

function textOf(state: Uint8Array): string {
  try {
    return decodeUtf8(state);
  } catch (cause) {
    throw new ProtocolError("malformedFrame", "a presence state is not UTF-8", { cause });
  }
}
