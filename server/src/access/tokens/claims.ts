/**
 * What stands in a token: a JWT (RFC 7519) that says who somebody is, and what they may do with which
 * documents.
 */

import * as z from "zod";
import type { Access } from "@coscribe/shared";

const label = z.string().min(1).max(200);

/** What is in a token, with what holds where it says nothing; `server/README.md` tells what each means. */
export interface Claims {
  /** Whoever has the token, where it is left out. */
  readonly sub?: string | undefined;
  readonly name?: string | undefined;
  readonly color?: string | undefined;
  /** The name of a document, or what names begin with, and `*`; or several of these. */
  readonly doc?: string | readonly string[] | undefined;
  readonly access: Access;
  readonly operator: boolean;
  /** In seconds since 1970. */
  readonly exp?: number | undefined;
}

/** See the head of this file. Other claims are ignored. */
export const claimsSchema: z.ZodType<Claims> = z.object({
  sub: label.optional(),
  name: label.optional(),
  color: z
    .string()
    .regex(/^#[\da-f]{6}$/i)
    .optional(),
  doc: z.union([z.string(), z.array(z.string())]).optional(),
  access: z.enum(["read", "comment", "write"]).default("read"),
  operator: z.boolean().default(false),
  exp: z.number().optional(),
});

/** Whether a token is about a document. */
export function covers({ doc = [] }: Pick<Claims, "doc">, name: string): boolean {
  return [doc].flat().some((pattern) => {
    return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  });
}
