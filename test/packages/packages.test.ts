/** The packages as those have them who install them, see {@link installPackages}. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { build } from "vite";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { connect } from "@coscribe/client";
import {
  expectToServe,
  freePort,
  placed,
  readmeBlock,
  readmeBlocks,
  startNode,
  untilServed,
  type Program,
} from "../support/readme-program.ts";
import { startInstalledServer } from "../support/server-process.ts";
import { root } from "../support/source-files.ts";
import { syncedClient, textOf } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";
import { compile, installPackages, packageNames, type Consumer, type Outcome } from "./consumer.ts";
import lockedYjs from "yjs/package.json" with { type: "json" };
import { asCommonJs, importersOf, targetsOf } from "./entries.ts";

/** READMEs with programs that run without a browser, and the words by which each program is found. */
const programs: Readonly<Record<string, readonly string[]>> = {
  "server/README.md": ["listen({", "attach(", "server.open(", "beforeUpdate"],
  "client/README.md": ["synced()", "files.add("],
  "shared/src/schema/README.md": ["insertEmbed", "gridOf", "documentJson("],
  "shared/src/markdown/README.md": ["markdownFromBlocks"],
  "shared/src/docx/README.md": ["docxFromBlocks"],
};

/** npm writes some twelve thousand files, and a busy disk takes its time. */
const npmTimeoutMs = 240_000;

/** Compilers that look at everything take theirs, too. */
const compilerTimeoutMs = 90_000;

let consumer: Consumer;
let nodeNext: Outcome;

beforeAll(async () => {
  consumer = await installPackages();
  for (const [readme, words] of Object.entries(programs)) {
    for (const [index, word] of words.entries()) {
      const code = readmeBlock(readme, word);
      consumer.write(`node-next/${nameOf(readme, index)}.ts`, code);
      consumer.write(`node-next/${nameOf(readme, index)}.cts`, asCommonJs(code));
    }
  }
  writeForTypes("node-next");
  consumer.write("node-next/all-entries.cts", importersOf(consumer, "scripts"));
  nodeNext = await compile(consumer, "node-next", { module: "NodeNext", outDir: "out" });
}, npmTimeoutMs);

afterAll(() => consumer.remove(), npmTimeoutMs);

/** What is only looked at by the compiler: every way in, and what the READMEs show of the editor. */
function writeForTypes(folder: string): void {
  consumer.write(`${folder}/all-entries.ts`, importersOf(consumer, "scripts and style sheets"));
  const editor = readmeBlocks("client/README.md").filter((code) => code.includes("mountEditor"));
  for (const [index, code] of editor.entries()) {
    consumer.write(`${folder}/editor-${index}.ts`, code);
  }
  consumer.write(`${folder}/react.tsx`, readmeBlock("client/README.md", "/react", "tsx"));
  consumer.write(
    `${folder}/mistakes.ts`,
    `import { createSyncServer } from "@coscribe/server";
import { connect } from "@coscribe/client";
import { mountEditor } from "@coscribe/client/editor";
// @ts-expect-error: there are types.
createSyncServer({ store: 1 });
// @ts-expect-error
connect("ws://localhost", "notes").doc.getText(1);
// @ts-expect-error
mountEditor("#editor");
`,
  );
}

function nameOf(readme: string, index: number): string {
  return `${readme.replace("/README.md", "").replaceAll("/", "-")}-${index}`;
}

/** Starts a program of a README, as our compiler has made it. */
function start(readme: string, word: string, kind: "js" | "cjs", port: number): Program {
  const name = nameOf(readme, programs[readme]?.indexOf(word) ?? -1);
  const code = readFileSync(join(consumer.folder, `node-next/out/${name}.${kind}`), "utf8");
  const path = `running/${name}.${kind}`;
  consumer.write(path, placed(code, port, temporaryFolder()));
  return startNode([path], consumer.folder);
}

/** Starts those that need no server, all in one process. */
function startOthers(kind: "js" | "cjs"): Program {
  const files = Object.entries(programs)
    .filter(([readme]) => readme.startsWith("shared/"))
    .flatMap(([readme, words]) => words.map((_, index) => nameOf(readme, index)))
    .map((name) => `../node-next/out/${name}.${kind}`);
  const path = `running/others.${kind}`;
  const load = (file: string): string =>
    kind === "js" ? `import "${file}";` : `require("${file}");`;
  consumer.write(path, files.map(load).join("\n"));
  return startNode([path], consumer.folder);
}

/** The files of an installed package, from its folder. */
function filesOf(name: (typeof packageNames)[number]): readonly string[] {
  const folder = consumer.installed(name);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll("\\", "/"));
}

/** What lies beside a package's sources and is for the repository alone. */
const unpacked = /^(\.|app$|dist$|node_modules$|screenshot|tsconfig)/;

it("N1 a package has all that it names, its licence and what describes it, and nothing of ours", () => {
  for (const name of packageNames) {
    const files = filesOf(name);
    expect(files).toEqual(expect.arrayContaining(["README.md", "LICENSE"]));
    const kept = readdirSync(join(root, name)).filter((entry) => !unpacked.test(entry));
    const packed = new Set(files.map((file) => file.split("/")[0]));
    expect(kept.filter((entry) => !packed.has(entry))).toEqual([]);
    expect(readFileSync(join(consumer.installed(name), "LICENSE"), "utf8")).toBe(
      readFileSync(join(root, "LICENSE"), "utf8"),
    );
    const targets = targetsOf(consumer.manifest(name));
    expect(targets.length).toBeGreaterThan(2);
    const missing = targets.filter(({ pattern }) => !files.some((file) => pattern.test(file)));
    expect(missing).toEqual([]);
    const ours = files.filter((file) => /tsbuildinfo|(^|\/)(test|app|node_modules)\//.test(file));
    expect(ours).toEqual([]);
    // Debuggers and "go to definition" find the sources.
    const unmapped = files
      .filter((file) => /^dist\/(?!page\/).*\.js$/.test(file))
      .map((file) => file.replace(/^dist/, "src").replace(/\.js$/, ".ts"))
      .filter((file) => !files.includes(file) && !files.includes(`${file}x`));
    expect(unmapped).toEqual([]);
  }
  expect(filesOf("server")).toEqual(
    expect.arrayContaining(["dist/page/index.html", "examples/express.ts"]),
  );
});

it(
  "N2 publint finds nothing, and the types are right however they are asked for",
  async () => {
    for (const name of packageNames) {
      const data = readFileSync(consumer.tarball(name));
      const tarball = new Uint8Array(data).buffer;
      const { messages } = await publint({ pack: { tarball }, strict: true });
      expect(
        messages.map((message) =>
          formatMessage(message, consumer.manifest(name), { color: false }),
        ),
      ).toEqual([]);
      const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(data)));
      if (analysis.types === false) throw new Error(`${name} has no types`);
      // It asks as Node did before 12, without `exports`, and before 20.19, when `require` of a module was an
      // error; see N5 and N6.
      const isOld = /^(node10|node16-cjs)$/;
      const problems = analysis.problems.filter(
        (problem) => !("resolutionKind" in problem && isOld.test(problem.resolutionKind)),
      );
      expect(problems).toEqual([]);
    }
  },
  compilerTimeoutMs,
);

it("N3 all use the Yjs of the project, of which there is one copy", () => {
  const modules = join(consumer.folder, "node_modules");
  const copies = readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|[\\/])yjs[\\/]package\.json$/.test(path))
    .map((path) => readFileSync(join(modules, path), "utf8"));
  expect(copies).toHaveLength(1);
  expect(JSON.parse(copies[0] ?? "")).toMatchObject({ version: consumer.yjsVersion });
  expect(consumer.yjsVersion).not.toBe(lockedYjs.version);
});

it(
  "N4 everything has types, for modules, CommonJS and bundlers",
  async () => {
    expect(nodeNext).toEqual({ code: 0, output: "" });
    writeForTypes("bundler");
    const options = { module: "ESNext", moduleResolution: "Bundler", noEmit: true };
    expect(await compile(consumer, "bundler", options)).toEqual({ code: 0, output: "" });
  },
  compilerTimeoutMs,
);

const ways = [
  ["import", "js"],
  ["require", "cjs"],
] as const;

it.each(ways)("N5 the server that READMEs show serves there, by %s", async (_, kind) => {
  const ports = [await freePort(), await freePort()] as const;
  const alone = start("server/README.md", "listen({", kind, ports[0]);
  const beside = start("server/README.md", "attach(", kind, ports[1]);
  await until("it to listen", () => alone.output().includes(`ws://localhost:${ports[0]}/NAME`));
  await untilServed(`http://localhost:${ports[1]}/`);
  await expectToServe(`ws://localhost:${ports[0]}`);
  await expectToServe(`ws://localhost:${ports[1]}/sync`);
  expect(await Promise.all([alone.stop(), beside.stop()])).toEqual([0, 0]);
  expect(alone.output() + beside.output()).not.toContain("already imported");
});

it.each(ways)("N6 so do the programs without a browser, by %s", async (_, kind) => {
  const { url, port } = await testServer();
  const reader = connect(url, "notes/today");
  onTestFinished(() => reader.close());
  const headless = start("client/README.md", "synced()", kind, port);
  const upload = start("client/README.md", "files.add(", kind, port);
  const others = startOthers(kind);
  const all = [headless, upload, others];
  const codes = await Promise.all(all.map((program) => program.ended()));
  const outputs = all.map((program) => program.output()).join("\n");
  expect(codes, outputs).toEqual([0, 0, 0]);
  expect(outputs).not.toMatch(/already imported|Warning/);
  expect(reader.doc.getText("text").toString()).toBe("Hello from a program. ");
  expect(upload.output()).toMatch(/files\/[\da-f]{64} application\/octet-stream/);
  for (const words of ["- [x] buy milk\n", "\n3\n", '"type":"doc"', "- [ ] open\n", "numbered"]) {
    expect(others.output()).toContain(words);
  }
});

it("N9 a document of the Yjs that `require` gives is refused before anything gets lost", async () => {
  consumer.write(
    "running/other-yjs.cjs",
    `const { connect } = require("@coscribe/client");
const { Doc } = require("yjs");
try {
  connect("ws://localhost:1", "notes", { doc: new Doc() });
} catch (error) {
  console.log(error.name, error.code);
}`,
  );
  const program = startNode(["running/other-yjs.cjs"], consumer.folder);
  expect(await program.ended()).toBe(0);
  expect(program.output()).toContain("UnusableDocError otherYjs\n");
});

it("N7 the command that is installed serves the editor", async () => {
  const command = join(consumer.folder, "node_modules/.bin/coscribe");
  const server = await startInstalledServer(command, temporaryFolder());
  const [home, document, health] = await Promise.all(
    ["/", "/d/notes", "/healthz"].map((path) => fetch(server.httpUrl + path)),
  );
  expect([home?.status, document?.status, health?.status]).toEqual([200, 200, 200]);
  const html = (await document?.text()) ?? "";
  const [, script = ""] = /<script[^>]* src="([^"]+)"/.exec(html) ?? [];
  const asset = await fetch(new URL(script, `${server.httpUrl}/d/notes`));
  expect([asset.status, asset.headers.get("content-type")]).toEqual([
    200,
    expect.stringContaining("text/javascript"),
  ]);

  const writer = await syncedClient(server.url, "notes");
  const reader = await syncedClient(server.url, "notes");
  writer.doc.getText("text").insert(0, "by the installed one");
  await until("the edit", () => textOf(reader) === "by the installed one");
  expect(await server.stop("SIGTERM")).toBe(0);
});

it("N7 it is called by npx, under its own name and the package's", async () => {
  const version = { code: 0, output: `${consumer.manifest("server").version}\n` };
  expect(
    await Promise.all([
      consumer.npm("exec", "--offline", "--", "coscribe", "--version"),
      consumer.npm("exec", "--offline", "--", "@coscribe/server", "--version"),
    ]),
  ).toEqual([version, version]);
});

it("N8 a bundler makes a page of them, with one Yjs and their style sheet", async () => {
  consumer.write("site/index.html", readmeBlock("client/README.md", "<coscribe-editor", "html"));
  consumer.write("site/main.js", readmeBlock("client/README.md", "defineEditorElement", "js"));
  await build({
    configFile: false,
    logLevel: "error",
    root: join(consumer.folder, "site"),
    build: { minify: false },
  });
  const assets = join(consumer.folder, "site/dist/assets");
  const texts = readdirSync(assets).map((name) => readFileSync(join(assets, name), "utf8"));
  expect(texts.join("\n").match(/Yjs was already imported/g)).toHaveLength(1);
  const sheets = readdirSync(assets).filter((name) => name.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(0);
});
