/** `coscribe token`: makes a token that lets somebody in, and the link that carries it. */

import { documentNameToPath, parseDocumentName, type Access } from "@coscribe/shared";
import * as z from "zod";
import type { TokenContent } from "../../access/tokens/make-token.ts";
import { systemClock } from "../../clock.ts";
import { attempt } from "../attempt.ts";
import { defineCommand, type Command } from "../command.ts";
import { jsonFlag, nameFault, switchFlag } from "../common-flags.ts";
import { durationSchema } from "../durations.ts";
import type { Flag, GivenLine, ValuesOf } from "../flag.ts";
import { tokenSecretFlag } from "../token-secret.ts";

const documentFlag: Flag<readonly string[]> = {
  kind: "values",
  placeholder: "NAME",
  help: "which document it is for, or what names begin with and *, such as 'notes/*'; may be repeated",
  schema: z.array(
    z.string().superRefine((pattern, context) => {
      const fault = pattern.endsWith("*") ? undefined : nameFault(pattern);
      if (fault !== undefined) context.addIssue(fault);
    }),
  ),
};

const userFlag: Flag<string> = {
  kind: "value",
  placeholder: "ID",
  help: "who it is for; the same person has the same id",
  schema: z.string("must say who it is for, such as ann@example.org").min(1).max(200),
};

const nameFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "NAME",
  help: "what others see; the id if left out",
  schema: z.string().min(1, "must not be empty").max(200).optional(),
};

const colorFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "COLOR",
  help: "of the person's caret, such as #aabbcc",
  schema: z
    .string()
    .regex(/^#[\da-f]{6}$/i, "must be # and six hexadecimal digits")
    .optional(),
};

const accessFlag: Flag<Access> = {
  kind: "value",
  placeholder: "ACCESS",
  default: "write",
  help: "read, comment or write",
  schema: z.enum(["read", "comment", "write"], "must be read, comment or write"),
};

const expiresFlag: Flag<number | undefined> = {
  kind: "value",
  placeholder: "TIME",
  default: "7d",
  help: "for how long it is good, such as 30m, 12h or 7d, or never",
  schema: z.union(
    [z.literal("never").transform(() => undefined), durationSchema],
    "must be a time such as 30m, 12h or 7d, or never",
  ),
};

const urlFlag: Flag<string> = {
  kind: "value",
  placeholder: "URL",
  default: "http://localhost:1234",
  help: "where the page is that the link leads to",
  schema: z.url({
    protocol: /^https?$/,
    error: "must be an address such as https://notes.example",
  }),
};

const flags = {
  document: documentFlag,
  user: userFlag,
  name: nameFlag,
  color: colorFlag,
  access: accessFlag,
  expires: expiresFlag,
  operator: switchFlag("for whoever runs the server: names of all documents, figures, backups"),
  url: urlFlag,
  "token-secret": tokenSecretFlag,
  json: jsonFlag,
};

/** See the head of this file. */
export const tokenCommand: Command = defineCommand({
  name: "token",
  summary: "let somebody in: a signed token, and the link that carries it",
  usage: ["token --document NAME --user ID [options]"],
  about: "Makes a token for a server that was started with the same --token-secret.",
  closing: `Prints the token, and under it the link to the document. Whoever has either may do what it says until
it ends: send it to nobody else. What stands behind # in the link is not sent to the server or a proxy with the
address of the page.

Exit codes: 0 done; 2 something on the line is wrong.`,
  flags,
  conflicts: missing,
  run: (values, output) =>
    attempt("token", output, async () => {
      const { makeToken } = await import("../../access/tokens/make-token.ts");
      const token = await makeToken(contentOf(values), values["token-secret"] ?? "");
      const link = linkTo(values, token);
      if (values.json) output.result(`${JSON.stringify({ token, link })}\n`);
      else output.result([token, ...(link === undefined ? [] : [link]), ""].join("\n"));
      return 0;
    }),
});

function missing({ flags: given }: GivenLine): readonly string[] {
  const { document, operator, "token-secret": secret } = given;
  const hasDocument = Array.isArray(document) && document.length > 0;
  return [
    ...(hasDocument || operator === true ? [] : ["--document: must say which one, or --operator"]),
    ...(secret === undefined
      ? ["--token-secret: must be the server's, better in COSCRIBE_TOKEN_SECRET"]
      : []),
  ];
}

function contentOf(values: ValuesOf<typeof flags>): TokenContent {
  const { user, name, color, access, operator: isOperator, expires, document } = values;
  const expiresAt = expires === undefined ? undefined : systemClock.wallTime() + expires;
  return { user, name, color, documents: document, access, isOperator, expiresAt };
}

/** Undefined where it is for no single document. */
function linkTo(
  { document: [name, another], url }: ValuesOf<typeof flags>,
  token: string,
): string | undefined {
  if (name === undefined || another !== undefined || name.endsWith("*")) return undefined;
  return `${url.replace(/\/+$/, "")}/d/${documentNameToPath(parseDocumentName(name))}#token=${token}`;
}
