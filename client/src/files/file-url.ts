/** Where a server has its files. */

import { filesPath } from "@coscribe/shared";

/** The address below which they are, without a slash at its end. `url` is that of its WebSockets. */
export function filesUrl(url: URL): string {
  const { protocol, host, pathname } = url;
  const scheme = protocol === "wss:" || protocol === "https:" ? "https:" : "http:";
  return `${scheme}//${host}${pathname.replace(/\/+$/, "")}/${filesPath}`;
}
