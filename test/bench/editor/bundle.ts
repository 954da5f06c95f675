/** The scripts of the pages, as for production but not made short, so that profiles can be read. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions, type Plugin, type Rolldown } from "vite";
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
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: ["@coscribe/source", ...defaultClientConditions] },
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
