/** Who may do what, as signed tokens say it. */

import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from "jose";
import type { Allowed, Authorize, AuthorizeRequest, Denied } from "../authorize.ts";
import { claimsSchema, covers } from "./claims.ts";
import { secretKeys, publicKeys, type TokenKeys } from "./token-keys.ts";

/** What {@link tokenAuthorize} takes: one of the two, or both. */
export interface TokenOptions {
  /** Of at least 32 bytes, known to whoever makes tokens and to nobody else; they are signed by HS256. */
  readonly secret?: string | undefined;
  /** A file with a JWK Set or a public key in PEM, or the URL of a JWK Set. */
  readonly keys?: string | undefined;
}

/** Clocks of two machines differ by some seconds. */
const clockTolerance = 5;

/**
 * Makes the option `authorize` for tokens that are JWTs; what stands in them tells the README. Rejects with a
 * TypeError for keys that cannot be read, a secret that is too short, or where there is neither.
 */
export async function tokenAuthorize({ secret, keys }: TokenOptions): Promise<Authorize> {
  const all: TokenKeys[] = [];
  if (secret !== undefined) all.push(secretKeys(secret));
  if (keys !== undefined) all.push(await publicKeys(keys));
  if (all.length === 0) throw new TypeError("tokens need a secret or keys");
  return async (request) => {
    const { token } = request;
    if (token === undefined) return { deny: "this needs a token", signIn: true };
    const payload = await verified(token, all);
    return payload === undefined
      ? { deny: "the token is not valid any more, or was not made for this server", signIn: true }
      : answerTo(request, payload);
  };
}

/** What stands in a token; undefined where none of the keys fits, or its time is over. */
async function verified(token: string, all: readonly TokenKeys[]): Promise<unknown> {
  for (const { algorithms, keyOf } of all) {
    try {
      const options = { algorithms: [...algorithms], clockTolerance };
      // oxlint-disable-next-line no-await-in-loop -- the next one only where this does not fit
      return await payloadOf(token, keyOf, options);
    } catch (error) {
      if (!isMistakeOfToken(error)) throw error;
    }
  }
  return undefined;
}

/** What stands in a token, by whichever key fits of those that may: a token need not say which one it is signed with. */
async function payloadOf(
  token: string,
  keyOf: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<unknown> {
  try {
    return (await jwtVerify(token, keyOf, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let mismatch: unknown = error;
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (cause) {
        if (!(cause instanceof errors.JWSSignatureVerificationFailed)) throw cause;
        mismatch = cause;
      }
    }
    throw mismatch;
  }
}

/** Everything else, such as keys that cannot be fetched, is no fault of who brings the token. */
function isMistakeOfToken(error: unknown): boolean {
  // Web Crypto's word for a key that is none for the algorithm that the token names.
  if (error instanceof Error && error.name === "DataError") return true;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^ERR_(JWT|JWS|JOSE_ALG|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING)/.test(code);
}

function answerTo({ document }: AuthorizeRequest, payload: unknown): Allowed | Denied {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) {
    const [issue] = claims.error.issues;
    return { deny: `the token's ${issue?.path.join(".")} is not what it should be`, signIn: true };
  }
  const { sub: id, name, color, access, exp, operator: isOperator } = claims.data;
  if (document !== undefined && !covers(claims.data, document)) {
    return { deny: "the token is not for this document", signIn: false };
  }
  const known = { ...(name !== undefined && { name }), ...(color !== undefined && { color }) };
  return {
    ...(id !== undefined && { user: { id, ...known } }),
    access,
    isOperator,
    ...(exp !== undefined && { expiresAt: exp * 1_000 }),
  };
}
