/** What an embedded editor is told. */

import type { User } from "../status.ts";
import type { InterfaceWords } from "../ui/messages/use-words.ts";

/** Where to join what, as whom, and how it looks. */
export interface EmbedSettings {
  /**
   * The server's address: `wss://…`, `https://…`, or a path of the page's own host, with the path that the
   * server is below.
   */
  readonly server: string;
  /** The document's name. */
  readonly document: string;
  /** Tells the server who may join. A new one is used from the next connection on. */
  readonly token?: string | undefined;
  /** Only shows the document. */
  readonly isReadOnly?: boolean | undefined;
  /** The name of the text for assistive technology. */
  readonly label?: string | undefined;
  /** How others see this participant; nobody sees it without. */
  readonly user?: User | undefined;
  /** Light or dark; as the page's `color-scheme` says by default. */
  readonly theme?: "light" | "dark" | undefined;
  /** What the interface says; in the language of the element by default. */
  readonly words?: InterfaceWords | undefined;
}

/** The address to connect to, for one relative to `base`. Throws TypeError for what is no address. */
export function socketAddress(server: string, base: string): string {
  const url = new URL(server, base);
  url.protocol = url.protocol.replace(/^http/, "ws");
  return url.href;
}

/** Whether both lead to the same document of the same server. */
export function isSamePlace(one: EmbedSettings, other: EmbedSettings): boolean {
  return one.server === other.server && one.document === other.document;
}
