/** The refusal of an update, in the words that the client will read as the close reason. */

import { ProtocolError } from "@coscribe/shared";

/** An update that breaks a rule which every honest Yjs client keeps. */
export function updateRefused(reason: string, options?: ErrorOptions): ProtocolError {
  return new ProtocolError("updateRefused", `an update was refused: ${reason}`, options);
}
