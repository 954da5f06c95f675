/** Somebody's own site: built by a bundler from a few files, and served below a path by a plain server. */

import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { onTestFinished } from "vitest";
import { build, defaultClientConditions } from "vite";
import { root } from "../support/source-files.ts";

const path = "/some/where/";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The place of a site that is built or going to be. It is there until `remove`. */
export interface Site {
  /** Where what is built ends up. */
  readonly folder: string;
  readonly source: string;
  readonly remove: () => void;
}

/** A place for a site, which finds the packages as those of the repository do. */
export function makeSite(): Site {
  const source = mkdtempSync(join(root, "test", ".snippet-"));
  return {
    source,
    folder: join(source, "built"),
    remove: () => rmSync(source, { recursive: true }),
  };
}

/** Builds the site of `files`, by their names; `index.html` is its page. `aliases` are packages for packages. */
export async function buildSite(
  { source, folder }: Site,
  files: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(source, name), text);
  await build({
    configFile: false,
    logLevel: "error",
    root: source,
    base: "./",
    resolve: {
      conditions: ["@coscribe/source", ...defaultClientConditions],
      alias: Object.entries(aliases).map(([name, replacement]) => ({
        find: new RegExp(`^${name}(?=/|$)`),
        replacement,
      })),
    },
    build: { outDir: folder, minify: false },
  });
}

/** Serves a site below a path until the test ends, under a policy that allows files of its own and `connect`. */
export async function serveSite({
  folder,
}: Site): Promise<{ readonly origin: string; readonly address: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = pathname === path ? "index.html" : pathname.slice(path.length);
    try {
      const content = readFileSync(join(folder, name));
      response.setHeader("content-type", types[extname(name)] ?? "text/plain");
      response.setHeader(
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src *",
      );
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, address: origin + path };
}
