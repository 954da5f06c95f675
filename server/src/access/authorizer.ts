/**
 * Asks the program who may do what. However its hook fails, one session or request is refused, and for
 * now: nobody else waits for it, and nobody is let in by a mistake.
 */

import * as z from "zod";
import { ProtocolError } from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import type { ServerEvent } from "../server-event.ts";
import type { Allowed, Authorize, AuthorizeRequest, Denied } from "./authorize.ts";
import { openGrant, type Grant } from "./grant.ts";

/** What an authorizer has from the options. */
export interface AuthorizerOptions {
  /** Undefined where everybody may do everything. */
  readonly authorize: Authorize | undefined;
  /** How long it may take, in milliseconds. */
  readonly authorizeTimeoutMs: number;
  readonly clock: Clock;
  readonly onEvent: (event: ServerEvent) => void;
}

const label = z
  .string()
  .min(1)
  .max(200)
  // oxlint-disable-next-line no-control-regex -- these are what it may not have
  .regex(/^[^\0-\x1F\x7F]*$/, "has control characters");

const answerSchema = z.union([
  z.object({ deny: z.string(), signIn: z.boolean().optional() }),
  z.object({
    user: z
      .object({
        id: label,
        name: label.optional(),
        color: z
          .string()
          .regex(/^#[\da-f]{6}$/i, "must be # and six hexadecimal digits")
          .optional(),
      })
      .optional(),
    access: z.enum(["read", "comment", "write"]),
    expiresAt: z.union([z.date(), z.number()]).optional(),
    isOperator: z.boolean().optional(),
  }),
]);

/** See the head of this file. */
export class Authorizer {
  readonly #options: AuthorizerOptions;

  constructor(options: AuthorizerOptions) {
    this.#options = options;
  }

  /** Whether nobody is asked, and everybody may do everything. */
  get isOpen(): boolean {
    return this.#options.authorize === undefined;
  }

  /**
   * What somebody may do. Rejects with ProtocolError `unauthenticated` or `forbidden` where that is nothing,
   * with `tryAgainLater` where nobody has said so in time, and with `internalError` where the hook has failed,
   * which has been reported.
   */
  async grant(request: AuthorizeRequest): Promise<Grant> {
    const { authorize, clock } = this.#options;
    if (authorize === undefined) return openGrant;
    const answer = await this.#answer(authorize, request);
    if ("deny" in answer) throw denied(answer, request);
    const grant = grantOf(answer);
    if ((grant.expiresAt ?? Infinity) <= clock.wallTime()) {
      throw new ProtocolError("unauthenticated", "the access has expired; sign in again");
    }
    return grant;
  }

  #answer(authorize: Authorize, request: AuthorizeRequest): Promise<Allowed | Denied> {
    const { clock, authorizeTimeoutMs, onEvent } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = clock.after(authorizeTimeoutMs, () => {
        const cause = new Error(`authorize has not answered within ${authorizeTimeoutMs} ms`);
        onEvent({ type: "authorizeFailed", ...nameOf(request), cause });
        reject(new ProtocolError("tryAgainLater", "nobody could say in time whether you may"));
      });
      void this.#ask(authorize, request)
        .then(resolve, reject)
        .finally(() => timer.cancel());
    });
  }

  async #ask(authorize: Authorize, request: AuthorizeRequest): Promise<Allowed | Denied> {
    try {
      const answer = answerSchema.parse(await authorize(request));
      return answer as Allowed | Denied;
    } catch (cause) {
      // A ProtocolError is an answer, too.
      if (cause instanceof ProtocolError) throw cause;
      this.#options.onEvent({ type: "authorizeFailed", ...nameOf(request), cause });
      throw new ProtocolError("internalError", "whether you may could not be found out", { cause });
    }
  }
}

/** What the request is called in events; its header has it. */
function nameOf({ headers }: AuthorizeRequest): { readonly request?: string } {
  const name = headers["x-request-id"];
  return typeof name === "string" ? { request: name } : {};
}

function grantOf({ user, access, expiresAt, isOperator = false }: Allowed): Grant {
  const end = expiresAt instanceof Date ? expiresAt.getTime() : expiresAt;
  return { user, access, expiresAt: end, isOperator };
}

function denied({ deny, signIn }: Denied, { token, headers }: AuthorizeRequest): ProtocolError {
  const isUnknown = token === undefined && headers.cookie === undefined;
  return new ProtocolError((signIn ?? isUnknown) ? "unauthenticated" : "forbidden", deny);
}
