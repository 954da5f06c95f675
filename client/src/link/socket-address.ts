/** The query of a socket's address: what a client wants to be told, and what it has. */

/**
 * Its parameters, in the order in which y-websocket writes them. `known`: the generation that the client's
 * content belongs to.
 */
export function socketParameters(known: string | undefined): Record<string, string> {
  return { "storage-status": "1", "presence-status": "1", access: "1", generation: known ?? "" };
}
