/**
 * A request to the API → the operation that it asks for, and its answer. Whatever goes wrong becomes one of the
 * known problems. After `close` nothing new is done, and nothing is under way.
 */

import { setMaxListeners } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { DocumentName } from "@coscribe/shared";
import type { DocumentContents } from "../../content/document-contents.ts";
import type { Library } from "../../library/library.ts";
import type { Settings } from "../../options.ts";
import type { Rooms } from "../../room/rooms.ts";
import type { RequestSource } from "../request-source.ts";
import { bytesOf, checked, jsonIn, mediaTypeOf } from "./api-body.ts";
import { ApiGate } from "./api-gate.ts";
import { BodyBudget, type BodyShare } from "./body-budget.ts";
import { Caller } from "./caller.ts";
import { nameInTarget } from "./api-path.ts";
import { contentOperations } from "./content-operations.ts";
import { documentOperations } from "./document-operations.ts";
import { fileOperations } from "./file-operations.ts";
import { linkOperations } from "./link-operations.ts";
import { openApiDocument } from "./open-api.ts";
import type { ApiAnswer, Call, Method, Operation } from "./operation.ts";
import { problemOf } from "./problem-of.ts";
import { ApiProblem, problems, problemType } from "./problems.ts";

/** What the operations are done with. */
export interface ApiSurroundings {
  readonly settings: Settings;
  readonly rooms: Rooms;
  readonly library: Library;
  readonly contents: DocumentContents;
}

/** A request. */
export interface AskedOperation {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What it is called in events. */
  readonly id: string;
}

/** An answer as it is sent. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

/** Most bytes of JSON that is about a document, and not what stands in it. */
const mostJsonBytes = 64 * 1024;

/** On every answer: what strangers have written does nothing in a browser, and nobody else shows it. */
const guards = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
};

/** What a page elsewhere may send and read, if it may ask at all. */
const exposed = "ETag, Location, Retry-After, WWW-Authenticate";
const accepted = "Authorization, Content-Type, If-Match, If-None-Match";

/** How long who comes too early should wait, in seconds. */
const retryAfterS = "5";

/** See the head of this file. */
export class Api {
  /** All there are, described and done here or elsewhere. */
  readonly operations: readonly Operation[];
  readonly #settings: Settings;
  readonly #gate: ApiGate;
  readonly #bodies: BodyBudget;
  readonly #closing = new AbortController();
  readonly #pending = new Set<Promise<unknown>>();

  constructor({ settings, rooms, library, contents }: ApiSurroundings) {
    this.#settings = settings;
    this.#bodies = new BodyBudget(settings.maxInboundBytesInAll);
    // One for each body that is coming in.
    setMaxListeners(0, this.#closing.signal);
    this.#gate = new ApiGate({ ...settings, find: (name) => rooms.find(name) });
    const operations = [
      ...documentOperations(library),
      ...contentOperations(contents, library, settings),
      ...linkOperations(settings),
      ...fileOperations,
    ];
    const description: Operation = {
      id: "describeApi",
      method: "get",
      path: "/openapi.json",
      tag: "description",
      summary: "Describe all of this",
      outcomes: {
        200: {
          description: "As OpenAPI 3.1.",
          content: { "application/json": z.looseObject({ openapi: z.string() }) },
        },
      },
      problems: [],
      handle: async () => ({ status: 200, json: openApiDocument(this.operations, "1.0.0") }),
    };
    this.operations = [...operations, description];
  }

  /** Does an operation. Never rejects. */
  async answer(operation: Operation, asked: AskedOperation): Promise<HttpAnswer> {
    const { request, response } = asked;
    return this.#sent(asked, async (source) => {
      const query = new URLSearchParams((request.url ?? "").split("?").slice(1).join("?"));
      const share = this.#bodies.begin();
      const caller = new Caller(this.#gate, request, source, query);
      const gone = new AbortController();
      const abort = (): void => gone.abort(new ApiProblem("bodyIncomplete", "nobody waits for it"));
      response.once("close", abort);
      try {
        return await this.#do(operation, request, caller, share, gone.signal);
      } finally {
        response.off("close", abort);
        caller.leave();
        share.end();
      }
    });
  }

  /** What is said of something for which there is no operation, or not by that method. */
  async refuse(methods: readonly Method[], asked: AskedOperation): Promise<HttpAnswer> {
    const { request } = asked;
    return this.#sent(asked, async () => {
      const allowed = [...methods, ...(methods.includes("get") ? ["head"] : [])];
      const names = allowed.map((method) => method.toUpperCase()).join(", ");
      if (methods.length === 0) throw new ApiProblem("notFound");
      if (request.method !== "OPTIONS") {
        throw new ApiProblem("methodNotAllowed", undefined, { headers: { Allow: names } });
      }
      const preflight = {
        Allow: names,
        "Access-Control-Allow-Methods": names,
        "Access-Control-Allow-Headers": accepted,
        "Access-Control-Max-Age": "7200",
      };
      return { status: 204, headers: preflight };
    });
  }

  /** Begins nothing more; resolves when everything is answered. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#pending);
  }

  async #sent(
    { request, id }: AskedOperation,
    work: (source: RequestSource) => Promise<ApiAnswer>,
  ): Promise<HttpAnswer> {
    const answering = (async () => {
      if (this.#closing.signal.aborted) throw new ApiProblem("serviceRestart");
      return work(this.#gate.source(request));
    })();
    this.#pending.add(answering);
    try {
      return this.#written(request, await answering);
    } catch (error) {
      return this.#written(request, this.#problem(error, id));
    } finally {
      this.#pending.delete(answering);
    }
  }

  async #do(
    operation: Operation,
    request: IncomingMessage,
    caller: Caller,
    share: BodyShare,
    signal: AbortSignal,
  ): Promise<ApiAnswer> {
    if (operation.handle === undefined) throw new ApiProblem("notFound");
    return operation.handle(this.#call(operation, request, caller, share, signal));
  }

  #call(
    { path, body }: Operation,
    request: IncomingMessage,
    caller: Caller,
    share: BodyShare,
    signal: AbortSignal,
  ): Call {
    const { base, maxFrameBytes } = this.#settings;
    const [start = ""] = path.split("{name}");
    const asked = (): DocumentName => nameInTarget(request.url ?? "", base, start);
    const mediaType = hasBody(request) ? (mediaTypeOf(request) ?? "") : undefined;
    if (body !== undefined) checkMediaType(body, mediaType);
    const read = (maxBytes: number): Promise<Buffer> =>
      bytesOf(request, this.#limits(maxBytes), share);
    return {
      address: caller.address,
      headers: request.headers,
      mediaType,
      signal,
      query: (schema) => checked(schema, Object.fromEntries(caller.query), "query"),
      bytes: (maxBytes = maxFrameBytes) => read(maxBytes),
      async json(schema) {
        if (mediaType === undefined) return checked(schema, {}, "body");
        const bytes = await caller.outside(() => read(mostJsonBytes));
        await caller.askAgain();
        return checked(schema, jsonIn(bytes), "body");
      },
      get asked() {
        return asked();
      },
      document: (least, name = asked()) => caller.document(name, least),
      accessTo: (name) => caller.accessTo(name),
      grant: (name, least) => caller.grant(name, least),
      askAgain: () => caller.askAgain(),
    };
  }

  #limits(maxBytes: number): Parameters<typeof bytesOf>[1] {
    const { clock, uploadIdleMs: idleMs, uploadTimeoutMs: totalMs } = this.#settings;
    return { maxBytes, idleMs, totalMs, clock, closing: this.#closing.signal };
  }

  #problem(error: unknown, request: string): ApiAnswer {
    const known = problemOf(error);
    if (known === undefined)
      this.#settings.onEvent({ type: "internalError", request, cause: error });
    const problem = known ?? new ApiProblem("internalError");
    const { code, message: detail, places } = problem;
    const { status, title } = problems[code];
    const json = {
      type: problemType(code),
      title,
      status,
      detail,
      code,
      ...(places && { places }),
    };
    const headers = {
      "Content-Type": "application/problem+json",
      ...(status === 401 && { "WWW-Authenticate": 'Bearer realm="coscribe"' }),
      ...((status === 429 || status === 503) && { "Retry-After": retryAfterS }),
      ...problem.headers,
    };
    return { status, headers, json };
  }

  #written(request: IncomingMessage, { status, headers, json, body }: ApiAnswer): HttpAnswer {
    const origin = this.#gate.allowedOrigin(request);
    const cors = {
      Vary: "Origin, Accept, Authorization, Cookie",
      ...(origin !== undefined && {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": exposed,
      }),
    };
    const type = json === undefined ? {} : { "Content-Type": "application/json" };
    return {
      status,
      headers: { ...guards, ...cors, ...type, ...headers },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
    };
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/** Throws an ApiProblem for a body of a kind that is not taken, and where there is none. */
function checkMediaType(
  { content, isRequired }: NonNullable<Operation["body"]>,
  type: string | undefined,
): void {
  if (type === undefined) {
    if (isRequired) throw new ApiProblem("badRequest", "this needs a body");
    return;
  }
  if (type in content) return;
  const taken = Object.keys(content).join(", ");
  const detail = `the body is ${type === "" ? "of no kind" : type}; this takes ${taken}`;
  throw new ApiProblem("unsupportedMediaType", detail, { headers: { Accept: taken } });
}
