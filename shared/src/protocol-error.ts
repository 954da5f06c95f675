/**
 * A peer's mistake: bytes that break the protocol. It ends the session that sent them and no other,
 * with the close code named here.
 */

import { closeCodes, type CloseCode, type CloseCodeName } from "./close-code.ts";

/** Thrown or returned where a peer's message is read; never for our own failures. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  /** Which rule was broken; the key of a row of `closeCodes`. */
  readonly code: CloseCodeName;

  /** `reason` says what is wrong, in a few words that may be sent to the peer. */
  constructor(code: CloseCodeName, reason?: string, options?: ErrorOptions) {
    super(reason ?? closeCodes[code].reason, options);
    this.code = code;
  }

  /** The row of `closeCodes` to close the session with. */
  get close(): CloseCode {
    return closeCodes[this.code];
  }
}
