/** Links that let others in, made by whoever may write; only where the server has the secret of tokens. */

import * as z from "zod";
import { canBeLinked, handedOn } from "../../access/grant.ts";
import type { Settings } from "../../options.ts";
import type { Operation } from "./operation.ts";
import { ApiProblem } from "./problems.ts";
import { namedSchemas } from "./schemas.ts";

const accessSchema = z.enum(["read", "comment", "write"]);

const levelsSchema = z.object({
  access: z.array(accessSchema).meta({
    description: "The least first; none where whoever asks may not write, or no links are made.",
  }),
});

const wishSchema = z.strictObject({
  access: accessSchema,
  expiresAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .meta({ description: "When it ends; left out or null: with the access of its maker." }),
});

const linkSchema = z.object({
  token: z.string().meta({ description: "Comes behind `#token=` in the address of the document." }),
  access: accessSchema,
  expiresAt: z.iso.datetime().nullable().meta({ description: "null: it does not end by itself." }),
});
namedSchemas.add(linkSchema, { id: "Link", description: "Lets whoever has it into a document." });

/** What the operations are done with. */
export type LinkSurroundings = Pick<Settings, "linkSecret" | "authorizer" | "clock">;

/** See the head of this file. */
export function linkOperations({
  linkSecret,
  authorizer,
  clock,
}: LinkSurroundings): readonly Operation[] {
  const secret = authorizer.isOpen ? undefined : linkSecret;
  return [
    {
      id: "getLinkLevels",
      method: "get",
      path: "/links/{name}",
      tag: "links",
      summary: "Tell what whoever asks may hand on by a link",
      outcomes: {
        200: { description: "What may be.", content: { "application/json": levelsSchema } },
      },
      problems: [],
      async handle(call) {
        const { name, grant } = await call.document("read");
        const isMade = secret !== undefined && canBeLinked(name);
        return { status: 200, json: { access: isMade ? handedOn(grant) : [] } };
      },
    },
    {
      id: "makeLink",
      method: "post",
      path: "/links/{name}",
      tag: "links",
      summary: "Make a link that lets others in",
      description:
        "It names nobody, allows no more than whoever makes it may do, and lasts no longer, but for operators.",
      body: {
        description: "What it is to allow.",
        isRequired: true,
        content: { "application/json": wishSchema },
      },
      outcomes: {
        201: { description: "It is made.", content: { "application/json": linkSchema } },
      },
      problems: ["linksNotMade"],
      async handle(call) {
        const { name, grant } = await call.document("read");
        const { access, expiresAt: end } = await call.json(wishSchema);
        if (secret === undefined) throw new ApiProblem("linksNotMade");
        const expiresAt = typeof end === "string" ? Date.parse(end) : undefined;
        if (expiresAt !== undefined && expiresAt <= clock.wallTime()) {
          throw new ApiProblem("badRequest", "body/expiresAt: this is over already");
        }
        // What signs is loaded on use: most servers make no links.
        const { makeLink } = await import("../../access/tokens/make-link.ts");
        const made = await makeLink(name, { access, expiresAt }, grant, secret);
        const until = made.expiresAt === undefined ? null : new Date(made.expiresAt).toISOString();
        return { status: 201, json: { token: made.token, access, expiresAt: until } };
      },
    },
  ];
}
