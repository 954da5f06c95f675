/**
 * Plain HTTP: how the server is doing, and the page, where there is one to serve.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Health } from "./health.ts";

/** What the routes need. */
export interface RoutesContext {
  readonly health: () => Health;
  /** The folder with the built page, if a page is served. */
  readonly pageDirectory: string | undefined;
}

/** The routes `/healthz`, `/`, `/d/*` and the page's files; everything else is 404. */
export function createRoutes({ health, pageDirectory }: RoutesContext): Hono {
  const routes = new Hono();
  routes.use(protectPage());
  routes.get("/healthz", (context) => {
    const now = health();
    return context.json(now, now.status === "failing" ? 503 : 200, { "Cache-Control": "no-store" });
  });
  if (pageDirectory !== undefined) addPage(routes, pageDirectory);
  routes.notFound((context) =>
    context.text("Nothing here. Yjs clients connect by WebSocket.", 404),
  );
  return routes;
}

function addPage(routes: Hono, directory: string): void {
  if (!existsSync(join(directory, "index.html")))
    throw new Error(`there is no page in ${directory}: index.html is missing`);
  // The names of these files change with their content.
  routes.use("/assets/*", cache("public, max-age=31536000, immutable"));
  routes.use("/assets/*", serveStatic({ root: directory, precompressed: true }));
  const pages = {
    "/": "index.html",
    "/d/*": "index.html",
    "/service-worker.js": "service-worker.js",
  };
  for (const [path, file] of Object.entries(pages)) {
    // Asked for each time: they name the files of the newest version.
    routes.use(path, cache("no-cache"));
    routes.get(path, serveStatic({ path: join(directory, file), precompressed: true }));
  }
}

function cache(control: string): MiddlewareHandler {
  return async (context, next) => {
    await next();
    if (context.res.ok) context.header("Cache-Control", control);
  };
}

/** Scripts, styles and connections only from and to this server. */
function protectPage(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // In a policy, `'self'` does not cover ws: in every browser.
      connectSrc: ["'self'", "ws:", "wss:"],
      imgSrc: ["'self'", "data:", "https:", "http:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
    },
    referrerPolicy: "no-referrer",
    // Over plain HTTP on a local network the browser would be told to insist on HTTPS.
    strictTransportSecurity: false,
  });
}
