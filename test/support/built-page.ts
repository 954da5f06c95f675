/** The page as it is built: which files a browser needs first, and how large they are. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Where `npm run build` puts the page. */
export const pageFolder: string = fileURLToPath(new URL("../../server/dist/page", import.meta.url));

/** What is asked for by name, beside what those files import. */
const partsOf = { home: "(home-part|page-english)", document: "document-part" } as const;

/** The files without which the start page, or a document, can not be used. */
export function firstLoadOf(view: "home" | "document"): readonly string[] {
  const part = new RegExp(`^${partsOf[view]}-.*\\.(js|css)$`);
  const files = readdirSync(`${pageFolder}/assets`).filter((file) => part.test(file));
  if (files.length === 0) throw new Error(`${pageFolder} has no ${view}: npm run build`);
  return withImports(["index.html", ...files.map((file) => `assets/${file}`)]);
}

/** In bytes, each file compressed with gzip by itself. */
export function compressedSize(files: readonly string[]): number {
  return files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(`${pageFolder}/${file}`)).length,
    0,
  );
}

/** `files` and whatever they name or import before they can run, each once. */
function withImports(files: readonly string[]): readonly string[] {
  const all = new Set(files);
  for (const file of all) {
    const text = readFileSync(`${pageFolder}/${file}`, "utf8");
    const names = file.endsWith(".html")
      ? /"\.\/(assets\/[^"]+)"/g
      : /(?:from|import)"\.\/([^"]+)"/g;
    for (const [, name = ""] of text.matchAll(names)) {
      all.add(name.startsWith("assets/") ? name : `assets/${name}`);
    }
  }
  return [...all];
}
