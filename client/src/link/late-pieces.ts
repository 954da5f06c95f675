/** Brings what cuts large updates (update-pieces.ts), which most documents never need. */

import type { updatePieces } from "./update-pieces.ts";

/** Cuts an update. */
export type CutUpdate = typeof updatePieces;

/** See the head of this file. */
export class LatePieces {
  readonly #bring: () => Promise<CutUpdate>;
  #cut: CutUpdate | undefined;

  /** `bring` is called whenever it is needed and not there. */
  constructor(bring: () => Promise<CutUpdate> = bringFromFile) {
    this.#bring = bring;
  }

  /** Undefined until it has been loaded. */
  get cut(): CutUpdate | undefined {
    return this.#cut;
  }

  /** Resolves when it is there or cannot be loaded; never rejects. The next call tries again. */
  async load(): Promise<void> {
    try {
      this.#cut ??= await this.#bring();
    } catch {
      // Updates leave whole then, which servers take up to a limit that is far above a piece.
    }
  }
}

async function bringFromFile(): Promise<CutUpdate> {
  return (await import("./update-pieces.ts")).updatePieces;
}
