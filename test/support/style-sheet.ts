/** The packages' style sheets as one text each, for pages that no server hands files to. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./source-files.ts";

/** The style sheet at `path` from the repository's root, with what it imports by relative paths in place. */
export function styleSheet(path: string): string {
  const text = readFileSync(join(root, path), "utf8");
  return text.replaceAll(/@import "(\.[^"]+)";/g, (_, imported: string) =>
    styleSheet(join(dirname(path), imported)),
  );
}
