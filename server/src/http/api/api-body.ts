/** What a request brings, read whole, within limits, and of a kind that is taken. */

import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { readBody, type BodyLimits } from "../files/request-body.ts";
import type { BodyShare } from "./body-budget.ts";
import { ApiProblem, type ProblemPlace } from "./problems.ts";

/** The bytes of a body. Throws a FileRefusedError where it breaks a limit, and what `share` throws. */
export async function bytesOf(
  request: IncomingMessage,
  limits: BodyLimits,
  share: BodyShare,
): Promise<Buffer> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new ApiProblem("unsupportedMediaType", `bodies are not taken as ${encoding}`);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of readBody(request, limits)) {
    share.add(piece.length);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Text in UTF-8. */
export function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ApiProblem("badRequest", "the body is not valid UTF-8");
  }
}

/** JSON of any kind. */
export function jsonIn(bytes: Uint8Array): unknown {
  const text = textIn(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiProblem("badRequest", `the body is not JSON: ${(error as Error).message}`);
  }
}

/** What `value` is by `schema`. Throws an ApiProblem that names every place which is not. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, where: "query" | "body"): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, message }): ProblemPlace => {
    return { place: [where, ...path.map(String)].join("/"), message };
  });
  const detail = places.map(({ place, message }) => `${place}: ${message}`).join("; ");
  throw new ApiProblem("badRequest", detail, { places });
}

/** The kind of a body, without its parameters; undefined where the request does not say it. */
export function mediaTypeOf(request: IncomingMessage): string | undefined {
  const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "" ? undefined : type;
}
