/**
 * Builds the page into `server/dist/page`, where the server picks it up.
 *
 * The server sends it under a strict Content-Security-Policy, so nothing is inlined: no scripts, no
 * styles, no `data:` images. Sources of the workspaces are read directly, without a build of theirs.
 */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

/** Writes each text file once more, compressed: the server sends those instead of compressing. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  writeBundle: async ({ dir = "." }, bundle) => {
    const texts = Object.keys(bundle).filter((name) => /\.(html|js|css|svg)$/.test(name));
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
  resolve: { conditions: ["@coscribe/source", ...defaultClientConditions] },
  plugins: [paintAfterEntry, compressed],
  build: {
    outDir: fileURLToPath(new URL("../../server/dist/page", import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Every browser with popovers preloads modules by itself.
    modulePreload: { polyfill: false },
    // The bundled libraries ask that their licences travel with them.
    license: { fileName: "assets/licenses.md" },
  },
});
