/**
 * Builds the page into `server/dist/page`, where the server picks it up.
 *
 * The server sends it under a strict Content-Security-Policy, so nothing is inlined: no scripts, no
 * styles, no `data:` images. Sources of the workspaces are read directly, without a build of theirs.
 */

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { minify } from "terser";
import { defaultClientConditions, defineConfig, type Plugin, type Rolldown } from "vite";

/**
 * Holds the first paint until the entry has run, so that a remembered dark theme never flashes
 * light. Vite writes the script tag itself and has no option for the attribute.
 */
const paintAfterEntry: Plugin = {
  name: "paint-after-entry",
  transformIndexHtml: {
    order: "post",
    handler: (html) => html.replace('<script type="module"', '$& blocking="render"'),
  },
};

/** What of lib0 is replaced, by its own name there, and the file here that says why. */
const leanOfLib0: Readonly<Record<string, string>> = {
  broadcastchannel: "no-broadcast.ts",
  environment: "lean-environment.ts",
  logging: "plain-logging.ts",
};

/** Replaces parts of lib0, also where others of its files import them. */
const leanLib0: Plugin = {
  name: "lean-lib0",
  enforce: "pre",
  load: {
    filter: { id: /\/lib0\/(broadcastchannel|environment|logging)\.js$/ },
    handler(id) {
      const file = leanOfLib0[basename(id, ".js")];
      if (file === undefined) throw new Error(`nothing stands in for ${id}`);
      const path = fileURLToPath(new URL(file, import.meta.url));
      return `export * from ${JSON.stringify(path)};`;
    },
  },
};

/**
 * Has prosemirror-view know that the browser is no Internet Explorer and no Edge of before 2020: those have no
 * modules, or no popovers.
 */
const noOldBrowsers: Plugin = {
  name: "no-old-browsers",
  enforce: "pre",
  transform: {
    filter: { id: /\/prosemirror-view\/dist\/index\.js$/ },
    handler(code) {
      const lean = code
        .replace(/^const ie_(?:edge|upto10|11up) = .*$/gm, "")
        .replace(/^const ie = .*$/m, "const ie = false;")
        .replace(/^const ie_version = .*$/m, "const ie_version = 0;");
      if (/\bie_(?:edge|upto10|11up)\b/.test(lean)) throw new Error("prosemirror-view has changed");
      return { code: lean, map: null };
    },
  },
};

/** Lets the licence of the icons travel with them, as those of the bundled libraries do. */
const iconLicense: Plugin = {
  name: "icon-license",
  apply: "build",
  async generateBundle() {
    const source = await readFile(new URL("../src/ui/icon-license.txt", import.meta.url));
    this.emitFile({ type: "asset", fileName: "assets/icon-license.txt", source });
  },
};

/**
 * What is loaded together. By itself the bundler makes a file of each set of modules that the same parts of
 * the page use: a dozen for what a document needs first, 5 KB larger than one. A group takes along
 * all that its modules use, but for what a group of higher priority has.
 */
const loadedTogether: Rolldown.CodeSplittingGroup[] = [
  {
    // Whatever else of a document's part the start page uses as well, or it would load the editor.
    name: "index",
    test: inClient(
      "app/main.tsx",
      "app/random.ts",
      "app/messages/use-frame-words.ts",
      "app/messages/use-loaded-words.ts",
      "app/messages/use-page-words.ts",
      "src/editor/features/line-words.ts",
      "src/ui/messages/use-words.ts",
      "src/ui/parts/shortcut.ts",
      "src/ui/parts/toast.tsx",
    ),
    priority: 3,
  },
  {
    // The start page reads them, too, but only after it is drawn.
    name: "device-copies",
    test: inClient("src/offline/copy-channel.ts", "src/offline/copy-rows.ts"),
    priority: 2,
  },
  {
    // The start page needs them at once, a document only behind its text.
    name: "page-english",
    test: inClient("app/messages/english.ts"),
    priority: 2,
  },
  { name: "document-part", test: inClient("app/document/document-part.ts"), priority: 1 },
];

/** Tells for the address of a module if it is one of `files`. */
function inClient(...files: readonly string[]): (id: string) => boolean {
  const paths = files.map((file) => fileURLToPath(new URL(`../${file}`, import.meta.url)));
  return (id) => paths.includes(id);
}

/**
 * Puts what is used only once where it is used, in all that is loaded first. The bundler's minifier, which
 * comes after it, makes less of that: 2 KB of a document. Larger parts are not worth the time.
 */
const usedOnceInPlace: Plugin = {
  name: "used-once-in-place",
  apply: "build",
  async renderChunk(text, { name }) {
    if (!loadedTogether.some((group) => group.name === name)) return null;
    const { code } = await minify(text, {
      module: true,
      mangle: false,
      compress: {
        defaults: false,
        evaluate: true,
        reduce_funcs: true,
        reduce_vars: true,
        unused: true,
      },
      format: { comments: false },
    });
    if (code === undefined) throw new Error(`nothing is left of ${name}`);
    return { code, map: null };
  },
};

const serviceWorker = "service-worker";

/**
 * What few people need and is large: the service worker keeps such a part from the first time that it is
 * used, and not from the beginning.
 */
const rarelyNeeded = /\/(emojibase-data|shared\/src\/docx)\//;

/**
 * Tells the service worker, in front of its code, which files the page has. Its own name never
 * changes: browsers look there for a new version.
 */
const filesForServiceWorker: Plugin = {
  name: "files-for-service-worker",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const worker = bundle[`${serviceWorker}.js`];
      const html = bundle["index.html"];
      if (worker?.type !== "chunk" || html?.type !== "asset") {
        throw new Error("the page or its service worker was not built");
      }
      // Older browsers have no modules in service workers.
      if (worker.imports.length > 0) throw new Error("the service worker must be one file");
      const all = Object.keys(bundle)
        .filter((name) => /^assets\/.*\.(js|css|svg)$/.test(name))
        .toSorted();
      const version = createHash("sha256").update(html.source).update(all.join());
      const filesOnUse = all.filter((name) => {
        const file = bundle[name];
        return file?.type === "chunk" && file.moduleIds.some((id) => rarelyNeeded.test(id));
      });
      const files = all.filter((name) => !filesOnUse.includes(name));
      const builtPage = { version: version.digest("hex").slice(0, 12), files, filesOnUse };
      worker.code = `const builtPage=${JSON.stringify(builtPage)};${worker.code}`;
    },
  },
};

/**
 * Writes the HTML once more for the addresses of documents, with what a document cannot do without: it is
 * fetched along with the entry, and not when that has run, which is a round trip later. The server sends it.
 */
const documentHtml: Plugin = {
  name: "document-html",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const html = bundle["index.html"];
      const part = Object.values(bundle).find(({ name }) => name === "document-part");
      if (html?.type !== "asset" || part?.type !== "chunk") throw new Error("no page was built");
      const source = String(html.source);
      const links = [...importsOf(part, bundle)]
        .filter((file) => !source.includes(file))
        .map((file) => `<link rel="modulepreload" crossorigin href="./${file}">\n  `);
      this.emitFile({
        type: "asset",
        fileName: "document.html",
        source: source.replace("</head>", `  ${links.join("  ")}</head>`),
      });
    },
  },
};

/** The files of a chunk and of all that has to be there before it runs. */
function importsOf(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): Set<string> {
  const files = new Set([chunk.fileName]);
  for (const file of files) {
    const one = bundle[file];
    if (one?.type === "chunk") for (const imported of one.imports) files.add(imported);
  }
  return files;
}

/**
 * Writes each text file once more, compressed: the server sends those instead of compressing. The
 * HTML, of a kilobyte, differs with its address.
 */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  writeBundle: async ({ dir = "." }, bundle) => {
    const texts = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name));
    await Promise.all(
      texts.map(async (name) => {
        const path = join(dir, name);
        const text = await readFile(path);
        await writeFile(`${path}.br`, brotliCompressSync(text));
        await writeFile(`${path}.gz`, gzipSync(text, { level: 9 }));
      }),
    );
  },
};

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Wherever a proxy puts the page, it finds its files; the server does the rest.
  base: "./",
  resolve: {
    conditions: ["@coscribe/source", ...defaultClientConditions],
  },
  plugins: [
    paintAfterEntry,
    leanLib0,
    noOldBrowsers,
    usedOnceInPlace,
    iconLicense,
    filesForServiceWorker,
    documentHtml,
    compressed,
  ],
  build: {
    outDir: fileURLToPath(new URL("../../server/dist/page", import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The largest parts, word processors' files and emoji, are loaded when somebody wants them.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      // Most of a build is the compiler's, and the hints are about that.
      checks: { pluginTimings: false },
      input: {
        index: fileURLToPath(new URL("index.html", import.meta.url)),
        [serviceWorker]: fileURLToPath(
          new URL("service-worker/service-worker.ts", import.meta.url),
        ),
      },
      // Each part takes what it uses of the libraries, and nothing of what stands beside it.
      treeshake: {
        moduleSideEffects: [{ test: /\/(client|shared)\/src\/.*\.tsx?$/, sideEffects: false }],
      },
      output: {
        codeSplitting: { groups: loadedTogether },
        entryFileNames: ({ name }) =>
          name === serviceWorker ? "[name].js" : "assets/[name]-[hash].js",
      },
    },
    // Every browser with popovers preloads modules by itself.
    modulePreload: { polyfill: false },
    // The bundled libraries ask that their licences travel with them.
    license: { fileName: "assets/licenses.md" },
  },
});
