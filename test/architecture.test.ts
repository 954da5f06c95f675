/** The rules of the layout, as DESIGN and the READMEs tell them, checked on the sources. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, sourceFiles, type SourceFile } from "./support/source-files.ts";

const shared = sourceFiles("shared/src");
const server = sourceFiles("server/src");
const client = sourceFiles("client/src");
const app = sourceFiles("client/app");
const all = [...shared, ...server, ...client, ...app];

/** `file imports what`, for every import of `files` that is not allowed. */
function offences(
  files: readonly SourceFile[],
  isAllowed: (imported: string, file: SourceFile) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((imported) => !isAllowed(imported, file))
      .map((imported) => `${file.path} imports ${imported}`),
  );
}

/** Only the files in `paths` may import modules that match `pattern`. */
function importersOf(pattern: RegExp): string[] {
  return all
    .filter((file) => file.imports.some((imported) => pattern.test(imported)))
    .map((file) => file.path);
}

/** All that is loaded with the file at `path`, itself included. */
function reachable(path: string): string[] {
  const found = new Set([path]);
  for (const next of found) {
    for (const imported of all.find((file) => file.path === next)?.loads ?? []) found.add(imported);
  }
  return [...found];
}

function filesThatSay(pattern: RegExp, files: readonly SourceFile[]): string[] {
  return files.filter((file) => pattern.test(file.text)).map((file) => file.path);
}

describe("the architecture", () => {
  it("A1 shared knows neither end, nor Node, nor the DOM", () => {
    const files = /^(docx|fflate|mammoth|markdown-it|mdast|mdast-util-[\w-]+)$/;
    const libraries = /^(lib0\/|parse5$|prosemirror-model$|yjs$)/;
    const allowed = new RegExp(`^shared/src/|${libraries.source}|${files.source}`);
    expect(offences(shared, (imported) => allowed.test(imported))).toEqual([]);
  });

  it("A1 the flow knows yjs and not the schema; the schema knows the flow and ProseMirror's model", () => {
    const within = (folder: string): SourceFile[] =>
      shared.filter(({ path }) => path.startsWith(`shared/src/${folder}/`));
    const [flow, schema] = [within("flow"), within("schema")];
    const convert = within("convert");
    const exchange = [within("markdown"), within("docx")].flat();
    const rewrite = within("rewrite");
    const folders = [flow, schema, convert, exchange, rewrite].flat();
    const others = shared.filter((file) => !folders.includes(file));
    expect(Math.min(flow.length, schema.length, others.length)).toBeGreaterThan(5);
    const allowed = (pattern: RegExp) => (imported: string) => pattern.test(imported);
    const ofFlow = /^(shared\/src\/(flow\/|plain-data\.ts$)|lib0\/|yjs$)/;
    const ofSchema = /^(shared\/src\/(schema\/|flow\/|plain-data\.ts$)|parse5$|prosemirror-model$)/;
    expect(offences(flow, allowed(ofFlow))).toEqual([]);
    expect(offences(schema, allowed(ofSchema))).toEqual([]);
    const ofConvert =
      /^(shared\/src\/(convert\/|flow\/|schema\/(textblock\.ts$|content\.ts$|numbering\.ts$|table\/|features\/)|plain-data\.ts$)|lib0\/|yjs$)/;
    expect(convert.length).toBeGreaterThan(5);
    expect(offences(convert, allowed(ofConvert))).toEqual([]);
    const ofRewrite = /^(shared\/src\/(rewrite|flow|schema)\/|yjs$)/;
    expect(rewrite.length).toBeGreaterThan(5);
    expect(offences(rewrite, allowed(ofRewrite))).toEqual([]);
    expect(offences(others, allowed(/^(shared\/src\/[^/]+$|lib0\/)/))).toEqual([]);
  });

  it("A1 documents are read and written without ProseMirror, and pages load no parser of HTML", () => {
    const exchange = reachable("shared/src/schema/exchange.ts");
    expect(exchange).toContain("shared/src/schema/html-source.ts");
    expect(exchange.filter((imported) => imported.startsWith("prosemirror"))).toEqual([]);
    // The libraries of single formats are loaded by those who ask for them.
    const heavy = /^(docx|fflate|mammoth|markdown-it|mdast)/;
    expect(exchange.filter((imported) => heavy.test(imported))).toEqual([]);
    const markdown = reachable("shared/src/markdown/index.ts");
    expect(markdown).toContain("markdown-it");
    expect(
      markdown.filter((imported) => /^(prosemirror|parse5|docx|mammoth)/.test(imported)),
    ).toEqual([]);
    const page = reachable("shared/src/schema/index.ts");
    expect(page).toContain("prosemirror-model");
    expect(
      page.filter((imported) => imported.startsWith("parse5") || heavy.test(imported)),
    ).toEqual([]);
  });

  it("A1 server and client know shared, and not each other", () => {
    expect(offences(server, (imported) => !/^(@coscribe\/client|client\/)/.test(imported))).toEqual(
      [],
    );
    expect(
      offences([...client, ...app], (imported) => !/^(@coscribe\/server|server\/)/.test(imported)),
    ).toEqual([]);
  });

  it("A1 packages import each other by name", () => {
    for (const folder of ["shared/src", "server/src", "client/src", "client/app"]) {
      const files = all.filter(({ path }) => path.startsWith(`${folder}/`));
      const leaving = offences(files, (imported) => {
        return !/^(shared|server|client|test)\//.test(imported) || imported.startsWith(folder);
      });
      expect(leaving).toEqual([]);
    }
  });

  it("A1 the headless client works without the editor", () => {
    const headless = client.filter(
      ({ path }) => !/^client\/src\/(editor|ui|embed|element|react)\//.test(path),
    );
    const others =
      /^(client\/src\/(editor|ui|embed|element|react)|prosemirror|y-prose|p?react|@floating-ui)/;
    expect(headless.length).toBeGreaterThan(20);
    expect(offences(headless, (imported) => !others.test(imported))).toEqual([]);
  });

  it("A1 the editor works without the interface around it", () => {
    const editor = client.filter(({ path }) => path.startsWith("client/src/editor/"));
    const others = /^(client\/src\/(ui|embed|element|react)|p?react)/;
    expect(offences(editor, (imported) => !others.test(imported))).toEqual([]);
  });

  it("A2 imports form no cycle", () => {
    const byPath = new Map(all.map((file) => [file.path, file]));
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): string[] => {
      if (trail.includes(path)) return [[...trail, path].join(" → ")];
      if (done.has(path)) return [];
      const cycles = byPath.get(path)?.imports.flatMap((next) => visit(next, [...trail, path]));
      done.add(path);
      return cycles ?? [];
    };
    expect(all.flatMap((file) => visit(file.path, []))).toEqual([]);
  });

  it("A3 each outside thing has one room", () => {
    expect(importersOf(/^ws$/)).toEqual([
      "server/src/connection/socket.ts",
      "client/src/link/web-socket-node.ts",
    ]);
    expect(importersOf(/^leveldown$/)).toHaveLength(1);
    expect(importersOf(/^hono/)).toEqual([
      "server/src/http/api/api-routes.ts",
      "server/src/http/routes.ts",
    ]);
    expect(importersOf(/^@floating-ui/)).toEqual([
      "client/src/editor/features/table/table-controls.ts",
      "client/src/ui/parts/place.ts",
    ]);
    expect(importersOf(/^react/)).toEqual(["client/src/react/coscribe-editor.ts"]);
    expect(importersOf(/^jose$/)).toEqual([
      "server/src/access/tokens/make-token.ts",
      "server/src/access/tokens/token-authorize.ts",
      "server/src/access/tokens/token-keys.ts",
    ]);
    expect(importersOf(/^parse5$/)).toEqual(["shared/src/schema/html-source.ts"]);
    expect(importersOf(/^(mammoth|fflate)$/)).toEqual(["shared/src/docx/to-blocks.ts"]);
    expect(importersOf(/^pino/)).toEqual(["server/src/command/log.ts"]);
    expect(importersOf(/^y-websocket$/)).toEqual(["client/src/link/server-link.ts"]);
    expect(filesThatSay(/\bindexedDB\b/, client)).toEqual(["client/src/offline/copy-rows.ts"]);
    expect(filesThatSay(/\bset(Timeout|Interval|Immediate)\(/, server)).toEqual([
      "server/src/clock.ts",
    ]);
    expect(filesThatSay(/process\.env/, [...shared, ...server, ...client])).toEqual([
      "server/src/main.ts",
    ]);
  });

  it("A3 what a document holds is not told by constructors, of which there may be two", () => {
    expect(filesThatSay(/instanceof Y\./, [...client, ...app])).toEqual(["client/src/own-yjs.ts"]);
    expect(
      filesThatSay(
        /\) instanceof|\w instanceof/,
        shared.filter(({ path }) => /\/(flow|convert)\//.test(path)),
      ),
    ).toEqual([]);
  });

  it("A3 a folder of the server imports only those that an edit meets after it", () => {
    const contract = "server/src/store/document-store.ts";
    const filesContract = "server/src/store/file-store.ts";
    const metadataContract = "server/src/store/metadata-store.ts";
    const storeErrors = "server/src/store/store-error.ts";
    const contentError = "server/src/worker/content/content-error.ts";
    const behindRoom = ["access", "document", "connection", "registry", "update", "worker"];
    const behindHttp = [
      "access",
      "content",
      "library",
      "registry",
      "session",
      "room",
      "connection",
    ];
    const allowed: Readonly<Record<string, readonly string[]>> = {
      http: [...behindHttp, contentError, filesContract],
      session: ["access", "hooks", "room", "connection", "update"],
      handle: ["access", "room", "update"],
      content: ["access", "exchange", "room", "update", "worker"],
      hooks: ["room", contract, metadataContract],
      room: [...behindRoom, contract, metadataContract],
      library: ["access", "document", "registry", "room", contract, metadataContract],
      registry: [contract, metadataContract, storeErrors],
      document: ["connection", "update", "worker", contract],
      connection: ["access", "update"],
      access: [],
      worker: ["exchange", "update"],
      exchange: [filesContract],
      backup: ["store"],
      store: [],
      update: [],
    };
    const top = /^server\/src\/[^/]+$/;
    const found = Object.entries(allowed).flatMap(([folder, others]) => {
      const files = server.filter(({ path }) => path.startsWith(`server/src/${folder}/`));
      expect(files.length, folder).toBeGreaterThan(3);
      const places = [folder, ...others].map((place) =>
        place.endsWith(".ts") ? place : `server/src/${place}/`,
      );
      return offences(files, (imported) => {
        const isOurs = imported.startsWith("server/src/") && !top.test(imported);
        return !isOurs || places.some((place) => imported.startsWith(place));
      });
    });
    expect(found).toEqual([]);
  });

  it("A4 every export has a doc comment", () => {
    const bare = all.flatMap(({ path, declares }) =>
      declares.filter(({ isDocumented }) => !isDocumented).map(({ name }) => `${path}: ${name}`),
    );
    expect(bare).toEqual([]);
  });

  it("A4 the public surface changes only on purpose", async () => {
    const entries = [
      "shared/src/index.ts",
      "shared/src/schema/index.ts",
      "shared/src/schema/exchange.ts",
      "shared/src/flow/index.ts",
      "shared/src/convert/index.ts",
      "shared/src/rewrite/index.ts",
      "server/src/index.ts",
      "client/src/index.ts",
      "client/src/editor/index.ts",
      "client/src/ui/index.ts",
      "client/src/element/index.ts",
      "client/src/react/index.ts",
    ];
    const surface = entries.map((path) => {
      const names = all.find((file) => file.path === path)?.exports ?? [];
      return `${path}\n${names.map((name) => `  ${name}\n`).join("")}`;
    });
    await expect(surface.join("\n")).toMatchFileSnapshot("public-surface.txt");
  });

  it("A7 every test names a rule of SPEC.md, and every rule has a test", () => {
    const spec = readFileSync(join(root, "test/SPEC.md"), "utf8");
    const rules = new Set([...spec.matchAll(/\*\*([A-Z]\d+)\*\*/g)].map(([, rule]) => rule));
    const named = new Set(
      sourceFiles("test")
        .filter(({ path }) => !path.startsWith("test/bench/"))
        .flatMap(({ text }) => [...text.matchAll(/["`]([A-Z]\d+) [a-zA-Z$%-]/g)])
        .map(([, rule]) => rule),
    );
    expect([...named].filter((rule) => !rules.has(rule))).toEqual([]);
    expect([...rules].filter((rule) => !named.has(rule))).toEqual([]);
  });

  it("A8 links in documents lead somewhere", () => {
    const documents = ["", "shared", "server", "client", "test"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: folder !== "", encoding: "utf8" })
        .filter((path) => path.endsWith(".md") && !/(^|[\\/])(node_modules|dist)[\\/]/.test(path))
        .map((path) => join(folder, path)),
    );
    const dead = documents.flatMap((path) =>
      [...readFileSync(join(root, path), "utf8").matchAll(/\]\(([^)#\s]+)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => !existsSync(join(root, dirname(path), target)))
        .map((target) => `${path} links to ${target}`),
    );
    expect(documents.length).toBeGreaterThan(10);
    expect(dead).toEqual([]);
  });

  it("A5 the top level holds what it should and nothing else", () => {
    const expected = [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "client",
      "package-lock.json",
      "package.json",
      "server",
      "shared",
      "test",
      "tsconfig.base.json",
      "tsconfig.json",
    ];
    // `findings` is there once there is one; the last two are made.
    const others = ["findings", "data", "node_modules"];
    const found = readdirSync(root).filter(
      (name) => !name.startsWith(".") && !others.includes(name),
    );
    expect(found.toSorted()).toEqual(expected);
  });

  it("A5 every folder with more than one file says what it is", () => {
    const folders = ["shared", "server", "client", "test"];
    const rooms = readdirSync(join(root, "server/src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `server/src/${name}`);
    expect(rooms.length).toBeGreaterThan(5);
    for (const folder of [...folders, ...rooms]) {
      expect(existsSync(join(root, folder, "README.md")), `${folder}/README.md`).toBe(true);
    }
  });
});
