/**
 * What somebody may do with a document, and who that is, as the server tells its client.
 *
 * The text of the message is JSON, so that a later version can say more.
 */

/** To read it; to comment, too; to change it, too. Each may do what those before it may. */
export type Access = "read" | "comment" | "write";

/** All of them, the least first. */
export const accessLevels: readonly Access[] = ["read", "comment", "write"];

/** Somebody whom the server knows. */
export interface AccessUser {
  /** Stays the same for the same person. */
  readonly id: string;
  /** What others are shown; without one, the id. */
  readonly name?: string;
  /** Of carets and faces: `#` and six hexadecimal digits. */
  readonly color?: string;
}

/** What the server says to a client that asked to be told. */
export interface AccessStatus {
  readonly access: Access;
  /** Left out where nobody has to say who they are. */
  readonly user?: AccessUser;
  /** In how many milliseconds the access ends, unless a new token comes; left out where it does not. */
  readonly expiresInMs?: number;
  /**
   * Why an update was not taken: it is neither kept nor acknowledged, nor is anything that comes after it,
   * before the client may write again and has been asked for everything.
   */
  readonly refused?: string;
}

/**
 * What a client that brings a token names as a subprotocol beside it, and the server answers with: what is
 * answered may stand in a log.
 */
export const accessProtocol = "coscribe";

/** What the name of a subprotocol begins with that is no protocol, but brings a token. */
export const tokenProtocol = "coscribe.token.";

/**
 * The subprotocols by which a token travels: in the URL it would stand in the logs of proxies, and a browser
 * lets a page set no header of a WebSocket. What the name of a subprotocol cannot have is percent-encoded.
 */
export function tokenProtocols(token: string): readonly string[] {
  const encoded = encodeURIComponent(token).replace(/[()]/g, (sign) =>
    sign === "(" ? "%28" : "%29",
  );
  return [accessProtocol, tokenProtocol + encoded];
}

/** The token that a subprotocol brings; undefined for one that brings none. */
export function tokenInProtocol(protocol: string): string | undefined {
  if (!protocol.startsWith(tokenProtocol)) return undefined;
  try {
    return decodeURIComponent(protocol.slice(tokenProtocol.length));
  } catch {
    return undefined;
  }
}

/** The text of a message. */
export function encodeAccessStatus(status: AccessStatus): string {
  return JSON.stringify(status);
}

/** What a message says; undefined where it says nothing that this version knows. */
export function decodeAccessStatus(text: string): AccessStatus | undefined {
  const { access, user, expiresInMs, refused } = objectIn(text);
  const level = accessLevels.find((known) => known === access);
  if (level === undefined) return undefined;
  const known = userIn(user);
  return {
    access: level,
    ...(known !== undefined && { user: known }),
    ...(typeof expiresInMs === "number" && { expiresInMs }),
    ...(typeof refused === "string" && { refused }),
  };
}

function userIn(value: unknown): AccessUser | undefined {
  const { id, name, color } = isObject(value) ? value : {};
  if (typeof id !== "string") return undefined;
  return {
    id,
    ...(typeof name === "string" && { name }),
    ...(typeof color === "string" && { color }),
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
