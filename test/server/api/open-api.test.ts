/** The description of the API, and that what it describes is what there is. */

import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { makeToken, memoryStore, tokenAuthorize } from "@coscribe/server";
import { DocumentContents } from "@coscribe/server/internal/content/document-contents";
import { Api } from "@coscribe/server/internal/http/api/api";
import { apiRoutes } from "@coscribe/server/internal/http/api/api-routes";
import { Library } from "@coscribe/server/internal/library/library";
import { normaliseOptions } from "@coscribe/server/internal/options";
import { Rooms } from "@coscribe/server/internal/room/rooms";
import { beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { apiOf, type ApiAsk, type ApiReply } from "../../support/api-client.ts";
import { testServer } from "../../support/test-server.ts";

interface Described {
  readonly paths: Record<string, Record<string, DescribedOperation>>;
  readonly components: { readonly responses: Record<string, unknown> };
}

interface DescribedOperation {
  readonly operationId: string;
  readonly responses: Record<string, { readonly $ref?: string }>;
}

/** A part of the description. */
interface Part {
  readonly content?: Record<string, { readonly schema?: object }>;
}

const yjs = "application/x-yjs-update";
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
);

/** Asks for everything that there is: each operation, and each answer that says that it is done. */
const script: [string, ApiAsk?][] = [
  ["GET /openapi.json"],
  ["GET /documents"],
  ["POST /documents", { json: { name: "a/b", title: "T" } }],
  ["POST /documents", { json: { name: "a/b" } }],
  ["POST /documents", { json: { nonsense: 1 } }],
  ["GET /documents?limit=nonsense"],
  ["GET /documents/a/b"],
  ["GET /documents/none"],
  ["PATCH /documents/a/b", { json: { title: "U" } }],
  ["PUT /content/a/b", { body: "# text", type: "text/markdown" }],
  ["PUT /content/c", { body: "# text", type: "text/markdown" }],
  ["POST /content/a/b", { body: "more", type: "text/plain" }],
  ["POST /content/d", { body: "more", type: "text/plain" }],
  ["PATCH /content/a/b", { body: Y.encodeStateAsUpdate(new Y.Doc()), type: yjs }],
  ["PATCH /content/e", { body: Uint8Array.of(1, 1, 7, 0, 4, 1, 1, 116, 1, 120, 0), type: yjs }],
  ["PUT /content/a/b", { body: "x", type: "text/plain", headers: { "If-Match": '"old"' } }],
  ["PUT /content/a/b", { body: "x", type: "image/png" }],
  ["GET /content/a/b"],
  ["GET /content/a/b", { headers: { "If-None-Match": "*" } }],
  ["GET /content/a/b", { headers: { Accept: "image/png" } }],
  ...["md", "html", "json", "txt", "yjs", "docx"].flatMap((ending): [string, ApiAsk?][] => [
    [`GET /content.${ending}/a/b`],
    [`GET /content.${ending}/a/b`, { headers: { "If-None-Match": "*" } }],
  ]),
  ["PUT /aliases/nick", { json: { document: "a/b" } }],
  ["DELETE /aliases/nick"],
  ["DELETE /aliases/nick"],
  ["GET /links/a/b"],
  ["POST /links/a/b", { json: { access: "read" } }],
  ["POST /links/a/b", { json: { access: "none" } }],
  ["POST /copy/a/b", { json: { name: "copy" } }],
  ["POST /rename/copy", { json: { name: "renamed" } }],
  ["DELETE /documents/renamed"],
  ["GET /content.md/renamed"],
  ["POST /restore/renamed"],
  ["POST /restore/renamed"],
  ["DELETE /documents/renamed?permanent=true"],
  ["GET /files"],
  ["POST /files", { body: png, type: "image/png" }],
  ["GET /files/{hash}"],
  ["GET /files/{hash}", { headers: { Range: "bytes=0-3" } }],
  ["GET /files/{hash}", { headers: { "If-None-Match": '"{hash}"' } }],
  ["GET /files/none"],
];

describe("the description of the API", () => {
  let description: Described;

  beforeAll(async () => {
    const server = normaliseOptions({ store: memoryStore() });
    const rooms = new Rooms(server);
    const contents = new DocumentContents(server, rooms);
    const api = new Api({ settings: server, rooms, library: new Library(server, rooms), contents });
    const routes = apiRoutes(api).routes.filter(({ method }) => method !== "ALL");
    expect(
      routes
        .map(({ method, path }) => `${method} ${path.replace(":name{.+}", "{name}")}`)
        .toSorted(),
    ).toEqual(
      api.operations
        .filter(({ handle }) => handle !== undefined)
        .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
        .toSorted(),
    );
    await rooms.close();
  });

  it("A60 it is a description by OpenAPI 3.1, of every route that there is and of no other", async () => {
    const ask = apiOf((await testServer()).url);
    const { json, headers } = await ask("GET /openapi.json");
    description = json;
    expect(headers.get("content-type")).toBe("application/json");
    const { valid, errors } = await new Validator().validate(structuredClone(json));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    const ids = Object.values(description.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, operations] of Object.entries(description.paths)) {
      const real = path.replace("{name}", "none").replace("{hash}", "none");
      // What is not described is refused, and says what there is.
      const { status, headers: told } = await ask(`TRACE ${real}`);
      if (path.startsWith("/files")) continue;
      expect(status, path).toBe(405);
      const allowed = told
        .get("allow")
        ?.split(", ")
        .filter((method) => method !== "HEAD");
      expect(allowed).toEqual(Object.keys(operations).map((method) => method.toUpperCase()));
    }
  });

  it("A61 every operation answers as it is described, whether it is done or not", async () => {
    const secret = "a secret of more than thirty-two bytes";
    const authorize = await tokenAuthorize({ secret });
    const documents = ["*"];
    const content = { user: "o", documents, access: "write", isOperator: true } as const;
    const token = await makeToken(content, secret);
    const ask = apiOf((await testServer({ authorize, linkSecret: secret })).url);
    description = (await ask("GET /openapi.json")).json;
    const ajv = new Ajv2020({ strict: false });
    (formats as unknown as (ajv: Ajv2020) => void)(ajv);
    ajv.addSchema(description, "api");
    const answered = new Set<string>();
    let hash = "";
    const fill = (text: string): string => text.replace("{hash}", hash);
    for (const [what, given = {}] of script) {
      const headers = Object.fromEntries(
        Object.entries(given.headers ?? {}).map(([name, value]) => [name, fill(value)]),
      );
      const reply = await ask(fill(what), { token, ...given, headers });
      if (what === "POST /files") ({ hash } = reply.json);
      const [method = "", target = ""] = what.split(" ");
      const path = pathOf(target, description);
      const operation = description.paths[path]![method.toLowerCase()]!;
      answered.add(`${operation.operationId} ${reply.status}`);
      const at = `paths/${path.replaceAll("/", "~1")}/${method.toLowerCase()}/responses/${reply.status}`;
      check(ajv, what, reply, operation.responses[reply.status]?.$ref ?? `#/${at}`);
    }
    const promised = Object.values(description.paths).flatMap((path) =>
      Object.values(path).flatMap(({ operationId, responses }) =>
        Object.keys(responses)
          .filter((status) => Number(status) < 400)
          .map((status) => `${operationId} ${status}`),
      ),
    );
    expect(promised.filter((each) => !answered.has(each))).toEqual([]);
  });
});

/** The template that a target fits: the longest, since a name may begin like another path. */
function pathOf(target: string, { paths }: Described): string {
  const asked = target.split("?")[0]!;
  const fits = (path: string): boolean =>
    path.includes("{") ? asked.startsWith(path.split("{")[0]!) : asked === path;
  const found = Object.keys(paths).filter(fits);
  return found.toSorted((one, other) => other.length - one.length)[0]!;
}

function check(ajv: Ajv2020, what: string, reply: ApiReply, reference: string): void {
  const pointer = reference.slice(1);
  const response = ajv.getSchema(`api#${pointer}`)?.schema as Part;
  expect(response, `${what}: ${reply.status} is not described`).toBeDefined();
  const type = reply.headers.get("content-type")?.split(";")[0];
  if (response.content === undefined) {
    expect(reply.text, what).toBe("");
    return;
  }
  const key = (type ?? "") in response.content ? (type ?? "") : "*/*";
  expect(response.content[key], `${what}: ${reply.status} as ${type}`).toBeDefined();
  if (reply.json === undefined || response.content[key]?.schema === undefined) return;
  const place = `${pointer}/content/${key.replaceAll("/", "~1")}/schema`;
  const validate = ajv.getSchema(`api#${encodeURI(place)}`) ?? ajv.getSchema(`api#${place}`);
  expect(validate, place).toBeDefined();
  expect({ what, isRight: validate!(reply.json), errors: validate!.errors }).toMatchObject({
    what,
    isRight: true,
  });
}
