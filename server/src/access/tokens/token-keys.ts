/**
 * What tells a good token from a forged one: a secret that whoever makes tokens knows, too, or the public
 * keys of somebody who makes them.
 */

import { createPublicKey, createSecretKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from "jose";
import { checkedSecret } from "./secret.ts";

/** What a token may be signed with, and how the key of one is found. */
export interface TokenKeys {
  readonly algorithms: readonly string[];
  readonly keyOf: JWTVerifyGetKey;
}

/** With these, whoever can check a token cannot make one. `none`, and all with a secret, are not among them. */
const publicAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** A secret, as text. Throws a TypeError where it is too short. */
export function secretKeys(secret: string): TokenKeys {
  const key = createSecretKey(Buffer.from(checkedSecret(secret)));
  return { algorithms: ["HS256"], keyOf: async () => key };
}

/**
 * Public keys: a file with a JWK Set (RFC 7517) or one key in PEM, or the https: URL of a JWK Set, which is
 * fetched when the first token comes, and again when one comes that is signed with a key not in it. Rejects with
 * a TypeError for what is none of these.
 */
export async function publicKeys(source: string): Promise<TokenKeys> {
  if (/^https?:/i.test(source)) return { algorithms: publicAlgorithms, keyOf: keysAt(source) };
  const text = await readFile(source, "utf8").catch((cause: unknown) => {
    throw new TypeError(`the token keys ${source} cannot be read`, { cause });
  });
  return { algorithms: publicAlgorithms, keyOf: keysIn(text, source) };
}

function keysAt(source: string): JWTVerifyGetKey {
  const url = new URL(source);
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  // Whoever could change them on their way could make tokens.
  if (url.protocol === "http:" && !isHere) {
    throw new TypeError(`the token keys ${source} must be at an https: address`);
  }
  return createRemoteJWKSet(url, { timeoutDuration: 4_000 });
}

function keysIn(text: string, source: string): JWTVerifyGetKey {
  try {
    if (text.trimStart().startsWith("{"))
      return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
    const key = createPublicKey(text);
    return async () => key;
  } catch (cause) {
    const message = `the token keys ${source} are neither a JWK Set nor a public key in PEM`;
    throw new TypeError(message, { cause });
  }
}
