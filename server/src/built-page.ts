/** Where the page is that the build puts beside the server, in the repository and in the package. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The folder with the page that comes with this package, for the option `pageDirectory`. Undefined in a
 * repository in which no page has been built.
 */
export function builtPage(): string | undefined {
  // From src it is the same one.
  const directory = fileURLToPath(new URL("../dist/page", import.meta.url));
  return existsSync(`${directory}/index.html`) ? directory : undefined;
}
