/** Makes tokens, for whoever has the secret. */

import { createSecretKey } from "node:crypto";
import { SignJWT } from "jose";
import type { Access } from "@coscribe/shared";

/** What a token is to say. */
export interface TokenContent {
  /** Who it is for; left out: whoever has it. */
  readonly user?: string | undefined;
  /** How others see them. */
  readonly name?: string | undefined;
  /** `#` and six hexadecimal digits. */
  readonly color?: string | undefined;
  /** Names of documents, or what names begin with, and `*`. */
  readonly documents: readonly string[];
  readonly access: Access;
  readonly isOperator?: boolean;
  /** When it ends, in milliseconds since 1970; never if left out. */
  readonly expiresAt?: number | undefined;
}

/** A token signed with `secret`, by HS256. */
export async function makeToken(content: TokenContent, secret: string): Promise<string> {
  const { user, name, color, documents, access, isOperator = false, expiresAt } = content;
  const claims = {
    ...(name !== undefined && { name }),
    ...(color !== undefined && { color }),
    doc: documents.length === 1 ? documents[0] : documents,
    access,
    ...(isOperator && { operator: true }),
  };
  const token = new SignJWT(claims).setProtectedHeader({ alg: "HS256" });
  if (user !== undefined) token.setSubject(user);
  if (expiresAt !== undefined) token.setExpirationTime(Math.floor(expiresAt / 1_000));
  return token.sign(createSecretKey(Buffer.from(secret)));
}
