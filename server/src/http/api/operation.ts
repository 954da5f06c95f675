/**
 * What an operation of the API is. From it come the route, the checks of what is asked, and the description: so
 * none of them can say something else than the others.
 */

import type { IncomingHttpHeaders } from "node:http";
import type * as z from "zod";
import type { Access, DocumentName } from "@coscribe/shared";
import type { Grant } from "../../access/grant.ts";
import type { ProblemCode } from "./problems.ts";

/** How an operation is asked for. */
export type Method = "get" | "post" | "put" | "patch" | "delete";

/** What a body is: a schema, for JSON, or bytes, or text, of another kind. */
export type BodyShape = z.ZodType | "bytes" | "text";

/** The body of a request. */
export interface RequestBody {
  readonly description: string;
  /** It may be left out otherwise. */
  readonly isRequired: boolean;
  /** By kind. */
  readonly content: Readonly<Record<string, BodyShape>>;
}

/** An answer that says that it is done. */
export interface Outcome {
  readonly description: string;
  /** By kind; left out where there is no body. */
  readonly content?: Readonly<Record<string, BodyShape>>;
  /** What its headers tell. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** See the head of this file. */
export interface Operation {
  /** Its name for programs that are made from the description. */
  readonly id: string;
  readonly method: Method;
  /** Behind `/api/v1`; `{name}` is the rest of the path. */
  readonly path: string;
  readonly tag: "documents" | "names" | "links" | "content" | "files" | "description";
  readonly summary: string;
  readonly description?: string;
  /** What the places in the path are, but for `{name}`. */
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  /** What headers it looks at. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly outcomes: Readonly<Record<number, Outcome>>;
  /** What can go wrong with it, beside what can with every one. */
  readonly problems: readonly ProblemCode[];
  /** Left out for what is answered elsewhere. */
  readonly handle?: (call: Call) => Promise<ApiAnswer>;
}

/** What an operation is handed. */
export interface Call {
  /** The client's address. */
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
  /** The query, as `schema` has it. */
  query<T>(schema: z.ZodType<T>): T;
  /** The body, as `schema` has it; where none came, as if it were `{}`. */
  json<T>(schema: z.ZodType<T>): Promise<T>;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** The body as it came; of at most `maxBytes`, or as many as a message may have. */
  bytes(maxBytes?: number): Promise<Buffer>;
  /** The kind of the body, one of those that the operation takes; undefined where none came. */
  readonly mediaType: string | undefined;
  /** The name in the path as it was asked for. */
  readonly asked: DocumentName;
  /**
   * The document to which a name leads, that in the path where none is given, and what whoever asks may do with it. Rejects with
   * ProtocolError where that is less than `least`.
   */
  document(least: Access, asked?: DocumentName): Promise<GrantedDocument>;
  /** What whoever asks may do with a document of this very name; undefined where that is nothing. */
  accessTo(name: DocumentName): Promise<Access | undefined>;
  /** What whoever asks may do under a name that leads to no document, or to no particular one; the same holds. */
  grant(name: DocumentName | undefined, least: Access): Promise<Grant>;
  /**
   * Rejects where something of what was granted is not any more. To be called when time has passed since,
   * as while a body came in; `json` does so itself.
   */
  askAgain(): Promise<void>;
}

/** A document that somebody may do something with. */
export interface GrantedDocument {
  readonly name: DocumentName;
  readonly grant: Grant;
}

/** An answer that says that it is done. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Told as JSON. */
  readonly json?: object;
  /** Otherwise as it is, of the kind that the headers say. */
  readonly body?: Uint8Array | string;
}
