/** Calls a program's hook so that it can harm nobody: whatever it does, there is an answer in time. */

import type { DocumentName } from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import type { ServerEvent } from "../server-event.ts";

/** How hooks are called. */
export interface HookCaller {
  readonly clock: Clock;
  readonly onEvent: (event: ServerEvent) => void;
  /** How long one may take, in milliseconds. */
  readonly hookTimeoutMs: number;
}

/** Which hook, and for which document. */
export interface HookCall {
  readonly hook: string;
  readonly name: DocumentName;
}

/** The hook has not answered in time. */
export class HookTimeoutError extends Error {
  override readonly name = "HookTimeoutError";
}

/**
 * What `work` returns, at once where it returns no promise. Throws, or rejects with, what it throws or rejects with,
 * and HookTimeoutError; both are told before.
 */
export function callHook<T>(
  { clock, onEvent, hookTimeoutMs }: HookCaller,
  { hook, name }: HookCall,
  work: () => T | Promise<T>,
): T | Promise<T> {
  const failed = (cause: unknown): never => {
    onEvent({ type: "hookFailed", hook, name, cause });
    throw cause;
  };
  let answer: T | Promise<T>;
  try {
    answer = work();
  } catch (cause) {
    return failed(cause);
  }
  if (!isThenable(answer)) return answer;
  const pending = answer;
  return new Promise<T>((resolve, reject) => {
    const timer = clock.after(hookTimeoutMs, () => {
      reject(new HookTimeoutError(`${hook} has not answered within ${hookTimeoutMs} ms`));
    });
    Promise.resolve(pending)
      .then(resolve, reject)
      .finally(() => timer.cancel());
  }).catch(failed);
}

/** Whether it has to be waited for. */
export function isThenable<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { readonly then?: unknown } | undefined | null)?.then === "function";
}
