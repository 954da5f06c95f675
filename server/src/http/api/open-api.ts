/** The operations as OpenAPI 3.1 describes them: made from what they are, and from nothing else. */

import * as z from "zod";
import type { BodyShape, Operation, Outcome } from "./operation.ts";
import { problems, problemType, type ProblemCode } from "./problems.ts";
import { namedSchemas } from "./schemas.ts";

/** A part of the description, as JSON. */
type Part = Readonly<Record<string, unknown>>;

/** What can go wrong with every operation. */
const commonProblems: readonly ProblemCode[] = [
  ...(["badRequest", "unauthenticated", "forbidden", "tooManyRequests", "internalError"] as const),
  ...(["storageFailing", "serviceRestart", "tryAgainLater", "storageFull"] as const),
];

/** The same with every one that takes a body. */
const bodyProblems: readonly ProblemCode[] = [
  ...(["bodyIncomplete", "bodyTooSlow", "bodyTooLarge", "unsupportedMediaType"] as const),
];

const tags: Readonly<Record<Operation["tag"], string>> = {
  documents: "Documents as a whole",
  names: "Other names of documents",
  links: "Links that let others in.",
  content: "What stands in documents",
  files: "Images and other files that documents show",
  description: "This description",
};

/** Describes the operations; `version` is that of the server. */
export function openApiDocument(operations: readonly Operation[], version: string): Part {
  const paths: Record<string, Record<string, Part>> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = operationObject(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Coscribe",
      version,
      description:
        "Documents through HTTP. An answer of success means that it is on disk. The name of a document is the rest of the path behind the operation, its slashes escaped or not.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: ".", description: "Where this description is." }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    // Without a token where the server asks nobody who they are.
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: componentSchemas(),
      responses: Object.fromEntries(
        Object.entries(problems).map(([code, { title, description }]) => [
          code,
          problemResponse([code as ProblemCode], `${title}. ${description}`),
        ]),
      ),
    },
  };
}

/** The codes of everything that can go wrong with an operation. */
export function problemsOf({ path, body, problems: own }: Operation): readonly ProblemCode[] {
  const ofName: readonly ProblemCode[] = path.includes("{name}") ? ["badDocumentName"] : [];
  const ofBody = body === undefined ? [] : bodyProblems;
  return [...new Set([...commonProblems, ...ofName, ...ofBody, ...own])];
}

function operationObject(operation: Operation): Part {
  const { id, tag, summary, description, body, outcomes } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    parameters: parametersOf(operation),
    ...(body !== undefined && {
      requestBody: {
        description: body.description,
        required: body.isRequired,
        content: contentOf(body.content, "input"),
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(outcomes).map(([status, outcome]) => [status, responseOf(outcome)]),
      ),
      ...problemResponses(problemsOf(operation), outcomes),
    },
  };
}

function parametersOf({ path, parameters = {}, query, headers = {} }: Operation): readonly Part[] {
  const ofPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    ...(name === "name" && { description: "The name of the document; it may have slashes." }),
    schema:
      parameters[name] === undefined ? { type: "string" } : schemaOf(parameters[name], "input"),
  }));
  const ofQuery = Object.entries(query?.shape ?? {}).map(([name, type]) => {
    const { description, ...schema } = schemaOf(type as z.ZodType, "output");
    return { name, in: "query", required: false, description, schema };
  });
  const ofHeaders = Object.entries(headers).map(([name, description]) => {
    return { name, in: "header", required: false, description, schema: { type: "string" } };
  });
  return [...ofPath, ...ofQuery, ...ofHeaders];
}

function responseOf({ description, content, headers = {} }: Outcome): Part {
  return {
    description,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [
        name,
        { description: text, schema: { type: "string" } },
      ]),
    ),
    ...(content !== undefined && { content: contentOf(content, "output") }),
  };
}

/** One entry for each status; several problems may have the same. */
function problemResponses(
  codes: readonly ProblemCode[],
  outcomes: Operation["outcomes"],
): Readonly<Record<string, Part>> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const others = [...byStatus].filter(([status]) => !(status in outcomes));
  return Object.fromEntries(
    others.map(([status, all]) => [
      status,
      all.length === 1
        ? { $ref: `#/components/responses/${all[0]}` }
        : problemResponse(all, all.map((code) => problems[code].title).join(", or: ")),
    ]),
  );
}

function problemResponse(all: readonly ProblemCode[], description: string): Part {
  return {
    description,
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            {
              type: "object",
              properties: { code: { enum: all }, type: { enum: all.map(problemType) } },
            },
          ],
        },
      },
    },
  };
}

function contentOf(content: Readonly<Record<string, BodyShape>>, io: "input" | "output"): Part {
  return Object.fromEntries(
    Object.entries(content).map(([type, shape]) => {
      if (shape === "text") return [type, { schema: { type: "string" } }];
      return [type, shape === "bytes" ? {} : { schema: schemaOf(shape, io) }];
    }),
  );
}

/** A schema, or where it stands if it has a name. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Part {
  const id = namedSchemas.get(schema)?.id;
  if (id !== undefined) return { $ref: reference(id) };
  return plain(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
}

function componentSchemas(): Part {
  const { schemas } = z.toJSONSchema(namedSchemas, { uri: reference });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]));
}

/** A schema without what it says of itself as a document. */
function plain(schema: object): Part {
  const own = ["$schema", "$id", "id"];
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !own.includes(key)));
}

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}
