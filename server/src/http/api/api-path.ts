/**
 * The name of a document in the path of a request: all that is behind the operation, as in
 * `/api/v1/documents/notes/today`. What is done stands in front of the name and not behind it, so that no name
 * can be taken for anything else. Slashes may be escaped or not, as proxies do or undo that.
 *
 * It is read as the client has sent it: a URL that has been parsed has lost `.` and `..`, and with them the
 * name that was meant.
 */

import { documentNameFromPath, type DocumentName } from "@coscribe/shared";
import { ApiProblem } from "./problems.ts";

/** Below the base of the server. */
export const apiPath = "/api/v1";

/** The name behind `start`, such as `/documents/`, in a request's target. Throws an ApiProblem or ProtocolError. */
export function nameInTarget(target: string, base: string, start: string): DocumentName {
  const path = pathOf(target);
  const before = base.slice(0, -1) + apiPath + start;
  if (!path.startsWith(before)) {
    throw new ApiProblem("badDocumentName", "the path has parts of dots, and so names nothing");
  }
  return documentNameFromPath(path.slice(before.length - 1));
}

/** Proxies may ask with a whole URL. */
function pathOf(target: string): string {
  const path = target.split("?", 1)[0] ?? "";
  return path.replace(/^https?:\/\/[^/]*/i, "");
}
