/** What an embedded editor is told. */

import type { TokenSource } from "../access/access.ts";
import type { User } from "../status.ts";
import type { InterfaceWords } from "../ui/messages/use-words.ts";

/** Where to join what, as whom, and how it looks. Another value of any holds at once. */
export interface EmbedSettings {
  /**
   * The server's address: `wss://…`, `https://…`, or a path of the page's own host, with the path that the
   * server is below.
   */
  readonly server: string;
  /** The document's name. */
  readonly document: string;
  /**
   * Tells the server who this is: a token, or a function that gives one, as `connect` takes it. Another text
   * holds at once; another function is asked when the next token is needed.
   */
  readonly token?: TokenSource | undefined;
  /**
   * Keeps a copy in this browser, as `offline` of `connect` does: off by default, since whoever uses the browser
   * next can read it. Changed later, the document is joined anew, with the edits that are here.
   */
  readonly offline?: boolean | undefined;
  /** Only shows the document. */
  readonly isReadOnly?: boolean | undefined;
  /** Leaves out who else is here, and following them. */
  readonly hidesPeople?: boolean | undefined;
  /** The name of the text for assistive technology. */
  readonly label?: string | undefined;
  /** How others see this participant; nobody sees it without. */
  readonly user?: User | undefined;
  /** Light or dark; as the page's `color-scheme` says by default. */
  readonly theme?: "light" | "dark" | undefined;
  /** The language of the interface, as a BCP 47 tag; that of the element or what is around it by default. */
  readonly lang?: string | undefined;
  /** Where lines of the interface and of the text begin; as the language has it by default. */
  readonly dir?: "ltr" | "rtl" | undefined;
  /** What the interface says, in place of what it would in its language. */
  readonly words?: InterfaceWords | undefined;
}

/** Whether both lead to the same document of the same server. */
export function isSamePlace(one: EmbedSettings, other: EmbedSettings): boolean {
  return one.server === other.server && one.document === other.document;
}
