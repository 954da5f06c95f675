/** What a connection tells about itself. */

/** The state of a connection; `closed` is final, and so is `refused`, unless another token is set. */
export type ConnectionStatus =
  /** The first attempt, or a later one after a lost connection. */
  | { readonly state: "connecting" }
  /** The socket is open; `isSynced` tells whether the server's content has arrived. */
  | { readonly state: "connected"; readonly isSynced: boolean }
  /** Lost; the next attempt starts by itself. */
  | { readonly state: "disconnected" }
  /** The server said that trying again is pointless. `code` is one of the 44xx close codes. */
  | { readonly state: "refused"; readonly code: number; readonly reason: string }
  /** `close()` was called. */
  | { readonly state: "closed" };

/** A person, as the others see them. */
export interface User {
  readonly name: string;
  /** `#rrggbb`: y-prosemirror and other editors accept no other notation. */
  readonly color: string;
  /**
   * Says that several connections are one person's, as those of the tabs of one browser: made up by
   * chance, kept, at most 64 characters. A server that knows who somebody is puts its own in the place of it;
   * others check nothing.
   */
  readonly id?: string;
  /**
   * The colour was made up and not chosen, by a participant who is here since then (milliseconds since 1970,
   * by the clock of their device): where somebody else has the same, whoever came later may take another.
   */
  readonly madeUpColorSince?: number;
}

/** A connection that shows presence in the document now. */
export interface Participant {
  /** Yjs client ID of their replica. */
  readonly clientId: number;
  /** Undefined for a program that gave none. */
  readonly user: User | undefined;
  readonly isSelf: boolean;
  /** They are connected and do not look, as in a tab behind another one. */
  readonly isAway: boolean;
}

/** Somebody who is in the document now, with all connections whose {@link User.id} is the same. */
export interface Person {
  /** The same for as long as they are here. */
  readonly key: string;
  readonly user: User | undefined;
  /** Yjs client IDs of their replicas; at least one. */
  readonly clientIds: readonly number[];
  /** This connection is one of theirs. */
  readonly isSelf: boolean;
  /** All of their connections are away. */
  readonly isAway: boolean;
}
