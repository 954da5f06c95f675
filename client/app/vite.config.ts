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
import { defaultClientConditions, defineConfig, type Plugin } from "vite";

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

/** Lets the licence of the icons travel with them, as those of the bundled libraries do. */
const iconLicense: Plugin = {
  name: "icon-license",
  apply: "build",
  async generateBundle() {
    const source = await readFile(new URL("../src/ui/icon-license.txt", import.meta.url));
    this.emitFile({ type: "asset", fileName: "assets/icon-license.txt", source });
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
  plugins: [paintAfterEntry, leanLib0, iconLicense, filesForServiceWorker, compressed],
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
