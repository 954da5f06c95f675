/**
 * Opens the page without a network. Built as `service-worker.js`; `register-service-worker.ts`
 * installs it, and `page-copy.ts` has the files.
 *
 * Of what the page asks for it answers two things. Files below `assets/` have names that change with
 * their content, so a copy is as good as the file. The HTML comes from the server as long as that
 * answers, so that a new version is seen at once; it names the files of its version, so that no page
 * is made of two. Everything else, WebSockets and `/healthz` included, goes its usual way.
 *
 * A new service worker takes over as soon as it has its files, whatever is open: pages of the version
 * before still find theirs.
 */

import { dropOldCopies, storePage, storedFile, storedPage, storeUsedFile } from "./page-copy.ts";

declare const self: ServiceWorkerGlobalScope;

/** The path of the start page. */
const home = new URL(self.registration.scope).pathname;

/** A server that is slower than this is not waited for, in milliseconds. */
const patienceMs = 2_500;

self.addEventListener("install", (event) => {
  event.waitUntil(storePage().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  // Pages that were opened without a service worker would not find late files in the copy.
  event.waitUntil(dropOldCopies().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && isPage(pathname)) event.respondWith(loadPage(request));
  else if (pathname.startsWith(`${home}assets/`)) {
    const loading = loadFile(request);
    event.respondWith(loading.then(({ response }) => response));
    // The page does not wait for it, and does without if it fails.
    event.waitUntil(loading.then(({ storing }) => storing).catch(() => undefined));
  }
});

/** The addresses for which the server sends the page; see the server's `http/routes.ts`. */
function isPage(pathname: string): boolean {
  return pathname === home || pathname.startsWith(`${home}d/`);
}

async function loadPage(request: Request): Promise<Response> {
  const stored = await storedPage();
  if (stored === undefined) return fetch(request);
  const fresh = fetch(request).then(
    // A proxy answers like this in place of a server that is not there.
    (response) => (response.status >= 500 ? stored : response),
    () => stored,
  );
  const late = new Promise<Response>((resolve) => setTimeout(resolve, patienceMs, stored));
  return Promise.race([fresh, late]);
}

interface LoadedFile {
  readonly response: Response;
  /** Settles when it is stored, where it is to be. */
  readonly storing?: Promise<void>;
}

async function loadFile(request: Request): Promise<LoadedFile> {
  const stored = await storedFile(request.url);
  if (stored !== undefined) return { response: stored };
  const response = await fetch(request);
  return { response, storing: storeUsedFile(request.url, response) };
}
