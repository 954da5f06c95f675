/**
 * The scripts of the pages, as for production: not made short where profiles are read, and as a whole site
 * where it counts how much there is to fetch.
 */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import {
  build,
  defaultClientConditions,
  type InlineConfig,
  type Plugin,
  type Rolldown,
} from "vite";
import type { EditorContestant } from "./contestants.ts";
import { editorPeersFolder } from "./peers.ts";

/** What a page is made of. */
export interface PageFiles {
  readonly script: string;
  /** The source map of the script, as JSON. */
  readonly map: string;
  readonly style: string;
}

const ownFolder = fileURLToPath(new URL("pages/", import.meta.url));

/** Bundles the page of an editor, whose packages are installed. */
export async function bundlePage({ page, isPeer }: EditorContestant): Promise<PageFiles> {
  const [built] = (await build({
    ...common,
    plugins: isPeer ? [packagesOfPeers] : [],
    build: {
      write: false,
      minify: false,
      sourcemap: true,
      lib: { entry: page, formats: ["iife"], name: "page" },
    },
  })) as Rolldown.RolldownOutput[];
  const output = built!.output;
  const { code, map } = output[0];
  const style = output.flatMap((file) =>
    file.type === "asset" && file.fileName.endsWith(".css") ? [String(file.source)] : [],
  );
  return { script: code, map: JSON.stringify(map), style: style.join("\n") };
}

/**
 * Writes a site into `folder` whose page joins the document "notes" on the server that it comes from,
 * with the editor of a peer, compressed as ours is.
 */
export async function writeSite({ page }: EditorContestant, folder: string): Promise<void> {
  await build({
    ...common,
    plugins: [onASite, packagesOfPeers],
    build: {
      outDir: folder,
      assetsDir: "assets",
      rolldownOptions: {
        input: page,
        output: { entryFileNames: "assets/page.js", assetFileNames: "assets/page[extname]" },
      },
    },
  });
  await writeFile(join(folder, "index.html"), siteHtml);
  await writeFile(join(folder, "service-worker.js"), "");
  const assets = join(folder, "assets");
  for (const file of await readdir(assets)) {
    // oxlint-disable-next-line no-await-in-loop -- few
    const bytes = await readFile(join(assets, file));
    // oxlint-disable-next-line no-await-in-loop -- see above
    await writeFile(join(assets, `${file}.br`), brotliCompressSync(bytes));
  }
}

const common: InlineConfig = {
  configFile: false,
  logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"' },
  resolve: { conditions: ["@coscribe/source", ...defaultClientConditions] },
};

const siteHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>notes</title>
    <link rel="stylesheet" href="./assets/page.css" />
    <script type="module" src="./assets/page.js"></script>
  </head>
  <body>
    <div id="editor"></div>
  </body>
</html>`;

/** The editor of a page is mounted in a site, and not where it is measured. */
const onASite: Plugin = {
  name: "on-a-site",
  enforce: "pre",
  resolveId: (source) => (source === "./bench-page.ts" ? join(ownFolder, "site-page.ts") : null),
};

/** What our own files import in the page of another editor is what that editor has. */
const packagesOfPeers: Plugin = {
  name: "packages-of-peers",
  enforce: "pre",
  resolveId(source, importer) {
    if (importer?.startsWith(ownFolder) !== true || /^[./]/.test(source)) return null;
    // As if the manifest imported it: Vite goes by the folder of a file that is there.
    return this.resolve(source, join(editorPeersFolder, "package.json"), { skipSelf: true });
  },
};
