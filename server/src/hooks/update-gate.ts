/**
 * Asks the program before a client's update is taken in. However its hook fails, one client waits, and comes back
 * with what it has written.
 */

import * as z from "zod";
import { ProtocolError, type DocumentName } from "@coscribe/shared";
import { callHook, HookTimeoutError, isThenable, type HookCaller } from "./call-hook.ts";
import type { ServerHooks, UpdateRequest } from "./server-hooks.ts";

/** Hooks of which one has to be asked. */
export type AskedHooks = ServerHooks & Required<Pick<ServerHooks, "beforeUpdate">>;

/** Whether there is a hook that has to be asked. */
export function areAsked(hooks: ServerHooks): hooks is AskedHooks {
  return hooks.beforeUpdate !== undefined;
}

const answerSchema = z.union([z.undefined(), z.object({ refuse: z.string().min(1) })]);

/** See the head of this file. */
export class UpdateGate {
  readonly #hooks: AskedHooks;
  readonly #caller: HookCaller;

  constructor(hooks: AskedHooks, caller: HookCaller) {
    this.#hooks = hooks;
    this.#caller = caller;
  }

  /**
   * Returns, or resolves, where the update may be taken in. Throws, or rejects with, ProtocolError `forbidden` where
   * the program refuses it, `tryAgainLater` where it does not say so in time, and `internalError` where its hook
   * fails.
   */
  check(request: UpdateRequest & { readonly document: DocumentName }): Promise<void> | undefined {
    const call = { hook: "beforeUpdate", name: request.document };
    try {
      const copy = { ...request, update: new Uint8Array(request.update) };
      // Parsed within, so that an answer which is none is told like other failures.
      const answer = callHook(this.#caller, call, () => {
        const given = this.#hooks.beforeUpdate(copy);
        return isThenable(given) ? Promise.resolve(given).then(parse) : parse(given);
      });
      return isThenable(answer) ? answer.then(refuseIfAsked, refuseForNow) : refuseIfAsked(answer);
    } catch (error) {
      return refuseForNow(error);
    }
  }
}

type Answer = z.infer<typeof answerSchema>;

function parse(answer: unknown): Answer {
  return answerSchema.parse(answer);
}

function refuseIfAsked(answer: Answer): undefined {
  if (answer !== undefined) throw new ProtocolError("forbidden", answer.refuse);
  return undefined;
}

function refuseForNow(cause: unknown): never {
  if (cause instanceof ProtocolError) throw cause;
  if (cause instanceof HookTimeoutError) {
    throw new ProtocolError(
      "tryAgainLater",
      "nobody could say in time whether the edit may be made",
      {
        cause,
      },
    );
  }
  throw new ProtocolError("internalError", "whether the edit may be made could not be found out", {
    cause,
  });
}
