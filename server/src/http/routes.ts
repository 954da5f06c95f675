/**
 * Plain HTTP: how the server is doing and what it measures, files, conversions, and the page, where there is one to serve.
 *
 * A proxy may take a part of the path away, and the server cannot know. So the page names its files
 * relative to its own address, and is sent with as many steps up as that address has folders.
 */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type Handler, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { HttpBindings } from "@hono/node-server";
import { filesPath } from "@coscribe/shared";
import type { Api } from "./api/api.ts";
import { apiPath } from "./api/api-path.ts";
import { apiRoutes } from "./api/api-routes.ts";
import { answerConversion, type ConversionContext } from "./conversion.ts";
import type { FileGate } from "./files/file-gate.ts";
import { readinessOf, withoutNames, type Health } from "./health.ts";
import type { Metrics } from "./metrics.ts";
import { requestIdHeader, nameRequest } from "./request-id.ts";
import { sourceOf } from "./request-source.ts";
import { mayNameDocuments } from "./operator-access.ts";
import type { ServerEvent } from "../server-event.ts";
import { answerOperator, type Operations } from "./operator.ts";

/** What the routes need. */
export interface RoutesContext extends ConversionContext {
  readonly health: () => Health;
  readonly metrics: Pick<Metrics, "answer">;
  /** Figures are for everybody, and not for this machine alone. */
  readonly areMetricsOpen: boolean;
  readonly onEvent: (event: ServerEvent) => void;
  /** The path below which everything is; begins and ends with a slash. */
  readonly base: string;
  /** The folder with the built page, if a page is served. */
  readonly pageDirectory: string | undefined;
  readonly files: Pick<FileGate, "answer">;
  readonly operations: Operations;
  /** Documents through HTTP; undefined where that is switched off. */
  readonly api: Api | undefined;
}

/** A path that is none, for what is not below the base. */
const elsewhere = "elsewhere";

/** What is behind this in a path names the document to be converted. */
const convertPath = "/convert/";

interface Environment {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** What the request is called. */
    readonly requestId: string;
  };
}

type Routes = Hono<Environment>;

/**
 * The routes below `/api/v1`, `/healthz` and what is below it, `/metrics`, `/convert/*`, `/`, `/d/*` and the
 * page's files, below the base; everything else is 404.
 */
export function createRoutes(surroundings: RoutesContext): Routes {
  const { base, pageDirectory, files, operations, api } = surroundings;
  const routes: Routes = new Hono({ getPath: ({ url }) => pathBelow(base, url) });
  nameRequests(routes, surroundings);
  // Before the page's headers, which are not for files.
  addFiles(routes, files);
  addOperations(routes, operations);
  if (api !== undefined) routes.route(apiPath, apiRoutes(api));
  routes.use(protectPage());
  addHealth(routes, surroundings);
  addMetrics(routes, surroundings);
  addConversion(routes, surroundings);
  if (pageDirectory !== undefined) addPage(routes, pageDirectory);
  routes.notFound((context) => {
    const { pathname, search } = new URL(context.req.url);
    if (`${pathname}/` === base) return context.redirect(base + search, 308);
    return context.text("Nothing here. Yjs clients connect by WebSocket.", 404);
  });
  return routes;
}

function pathBelow(base: string, url: string): string {
  const { pathname } = new URL(url);
  return pathname.startsWith(base) ? pathname.slice(base.length - 1) : elsewhere;
}

/** Every request has a name, which its answer and whatever is said of it have, too. */
function nameRequests(routes: Routes, { trustedProxies, onEvent }: RoutesContext): void {
  routes.use(async (context, next) => {
    const { incoming, outgoing } = context.env;
    const source = sourceOf(incoming, trustedProxies);
    const request = nameRequest(incoming, source);
    context.set("requestId", request);
    outgoing.setHeader(requestIdHeader, request);
    await next();
    const { method, path } = context.req;
    const { status } = context.res;
    if (status < 500 || path.startsWith("/healthz")) return;
    onEvent({ type: "requestFailed", request, remote: source.address, method, path, status });
  });
  routes.onError((cause, context) => {
    onEvent({ type: "internalError", request: context.get("requestId"), cause });
    return context.text("Something went wrong inside the server.", 500);
  });
}

/** For people and supervisors; see `health.ts`. */
function addHealth(routes: Routes, routesContext: RoutesContext): void {
  const { health } = routesContext;
  const now = { "Cache-Control": "no-store" };
  routes.get("/healthz", async (context) => {
    const isTold = await mayNameDocuments(context.env.incoming, routesContext);
    const state = health();
    const told = isTold ? state : withoutNames(state);
    return context.json(told, readinessOf(state).status === "ready" ? 200 : 503, now);
  });
  routes.get("/healthz/live", (context) => context.json({ status: "live" }, 200, now));
  routes.get("/healthz/ready", (context) => {
    const readiness = readinessOf(health());
    return context.json(readiness, readiness.status === "ready" ? 200 : 503, now);
  });
}

function addMetrics(routes: Routes, routesContext: RoutesContext): void {
  const { areMetricsOpen, metrics } = routesContext;
  routes.get("/metrics", async (context) => {
    if (!areMetricsOpen && !(await mayNameDocuments(context.env.incoming, routesContext))) {
      const reason = "Only for this machine and for operators, unless the server has --metrics.";
      return context.text(reason, 403);
    }
    const { contentType, text } = await metrics.answer();
    return context.body(text, 200, { "Content-Type": contentType, "Cache-Control": "no-store" });
  });
}

function addConversion(routes: Routes, conversion: ConversionContext): void {
  routes.post(`${convertPath}*`, async (context) => {
    const { env, req } = context;
    const path = req.path.slice(convertPath.length - 1);
    const { status, allowedOrigin, body } = await answerConversion(
      { request: env.incoming, path, query: new URL(req.url).searchParams },
      conversion,
    );
    context.header("Cache-Control", "no-store");
    context.header("Vary", "Origin");
    if (allowedOrigin !== undefined) context.header("Access-Control-Allow-Origin", allowedOrigin);
    return context.json(body, status);
  });
}

function addFiles(routes: Routes, files: RoutesContext["files"]): void {
  const answer: Handler<Environment> = async (context) => {
    const { env, req } = context;
    const { status, headers, body } = await files.answer({
      request: env.incoming,
      id: context.get("requestId"),
      hash: req.param("hash"),
      query: new URL(req.url).searchParams,
      response: env.outgoing,
    });
    return new Response(body, { status, headers });
  };
  routes.on(["GET", "POST", "OPTIONS"], `/${filesPath}`, answer);
  routes.on(["GET", "OPTIONS"], `/${filesPath}/:hash`, answer);
}

function addOperations(routes: Routes, operations: Operations): void {
  routes.post("/operator/:action", async ({ env, req }) => {
    const { status, body } = await answerOperator(env.incoming, req.param("action"), operations);
    return new Response(body, { status, headers: { "Cache-Control": "no-store" } });
  });
}

function addPage(routes: Routes, directory: string): void {
  const htmlFile = join(directory, "index.html");
  // The same with what a document needs named in it, where the page was built so.
  const documentFile = join(directory, "document.html");
  if (!existsSync(htmlFile))
    throw new Error(`there is no page in ${directory}: index.html is missing`);
  // The names of these files change with their content.
  routes.use("/assets/*", cache("public, max-age=31536000, immutable"));
  routes.use("/assets/*", serveStatic({ root: directory, precompressed: true }));
  // The others are asked for each time: they name the files of the newest version.
  routes.get("/", cache("no-cache"), page(htmlFile));
  routes.get("/d/*", cache("no-cache"), page(existsSync(documentFile) ? documentFile : htmlFile));
  routes.get(
    "/service-worker.js",
    cache("no-cache"),
    serveStatic({ path: join(directory, "service-worker.js"), precompressed: true }),
  );
}

/** Some two kilobytes, which fit into one packet or two as they are. */
function page(htmlFile: string): Handler {
  return async (context) => {
    const folders = context.req.path.split("/").length - 2;
    const html = await readFile(htmlFile, "utf8");
    return context.html(html.replaceAll('"./', `"${"../".repeat(folders) || "./"}`));
  };
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
      // blob: is for images that have not been sent yet. Those of other hosts are not fetched: that
      // would tell these who reads what, and anybody who writes could ask for it.
      imgSrc: ["'self'", "blob:"],
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
