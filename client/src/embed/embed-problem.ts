/** Why there is nothing to join: what an embedded editor was told is not enough, or wrong. */

import { parseDocumentName } from "@coscribe/shared";
import type { InterfaceWords } from "../ui/messages/use-words.ts";
import type { EmbedSettings } from "./embed-settings.ts";

/** What is wrong, as a program tells it from other things. */
export type EmbedProblemCode =
  | "serverMissing"
  | "serverInvalid"
  | "documentMissing"
  | "documentInvalid";

/** What is wrong with the settings. */
export interface EmbedProblem {
  readonly code: EmbedProblemCode;
  /** In English, for who put the editor there. */
  readonly message: string;
}

/** The address to connect to, for one relative to `base`; undefined for what is none. */
export function socketAddress(server: string, base: string): string | undefined {
  if (!URL.canParse(server, base)) return undefined;
  const url = new URL(server, base);
  url.protocol = url.protocol.replace(/^http/, "ws");
  return /^wss?:$/.test(url.protocol) ? url.href : undefined;
}

/** What is wrong with server and document, `server` relative to `base`; undefined if nothing is. */
export function problemOf(
  { server, document }: EmbedSettings,
  base: string,
): EmbedProblem | undefined {
  if (server === "") return { code: "serverMissing", message: "no server is given" };
  if (socketAddress(server, base) === undefined) {
    return { code: "serverInvalid", message: `"${server}" is no address of a server` };
  }
  if (document === "") return { code: "documentMissing", message: "no document is given" };
  try {
    parseDocumentName(document);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "documentInvalid", message };
  }
}

/** The same for whoever looks at the page. */
export function problemInWords(
  words: InterfaceWords,
  { code }: EmbedProblem,
  { server, document }: EmbedSettings,
): string {
  switch (code) {
    case "serverMissing":
    case "documentMissing":
      return words.say(`embed.${code}`);
    case "serverInvalid":
      return words.say("embed.serverInvalid", { server });
    case "documentInvalid":
      return words.say("embed.documentInvalid", { name: document });
    default:
      return code satisfies never;
  }
}
