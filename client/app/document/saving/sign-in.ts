/**
 * Finds out whether something in front of the server, such as a proxy for signing in, keeps this page from it.
 *
 * A browser shows a script nothing of a WebSocket that was not opened, so the start page is asked for: whoever
 * has been signed out is sent elsewhere, is refused, or gets another page in its place. A server that is down,
 * and a network that is gone, give no such answer.
 */

import { homePath } from "../../page-root.ts";

/** Answers that ask for authentication: of a server, of a proxy, of a network. */
const askingStatuses: readonly number[] = [401, 403, 407, 511];

/** What the start page has, whatever is written around it; see index.html. */
const markOfPage = "<title>Coscribe</title>";

/** How long an answer may take, in milliseconds. */
const timeoutMs = 4_000;

/** Never rejects. */
export async function isSignInAsked(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(homePath, { redirect: "manual", cache: "no-store", signal });
    if (answer.type === "opaqueredirect" || askingStatuses.includes(answer.status)) return true;
    return answer.ok && !(await answer.text()).includes(markOfPage);
  } catch {
    return false;
  }
}
