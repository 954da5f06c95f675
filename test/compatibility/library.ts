/**
 * What the shared story of `scenario.ts` needs of a library: to join a document as its users do, to
 * edit it by the library's own means, and to tell what its user sees.
 */

/** One person's program on one document. It ends with the test. */
export interface Member {
  /** What the user sees, as plain data. */
  readonly content: unknown;
  /** The whole document as an update in the v1 encoding. */
  readonly state: Uint8Array;
  /** The close codes from 4400 to 4499 that it was refused with. */
  readonly refusals: readonly number[];
  /** Writes `word` so that it is seen in {@link content}, whole and for good. */
  write(word: string): void;
  /** Changes what is there already: a format, a split, a deletion; `turn` counts from 0. */
  change(turn: number): void;
  /** Goes offline; edits go on. */
  disconnect(): void;
  /** Comes back. */
  connect(): void;
}

/** A Yjs library, or a binding of one to an editor or a store. */
export interface Library {
  readonly title: string;
  /** Joins `document` of the server at `url` (`ws://…`); resolves when it has what was stored. */
  join(url: string, document: string): Promise<Member>;
}

/** Whether a close code tells a client that coming back is pointless. */
export function isRefusal(code: number): boolean {
  return code >= 4400 && code <= 4499;
}
