/**
 * The files of the page, stored in this browser: a cache for each version of the page, with all of its
 * files or none. Large ones that few people need are stored when they are first used; what does not change
 * from one version to the next is taken over, those too.
 *
 * The copy of the version before stays beside the newest one, because tabs in which it is open load
 * some of its files late, when the server may have them no more.
 */

declare const self: ServiceWorkerGlobalScope;

/** What the build has made; `vite.config.ts` puts it in front of this code. */
declare const builtPage: {
  /** Changes with the content of any file. */
  readonly version: string;
  /** The paths of the files beside the HTML, from the start page on. */
  readonly files: readonly string[];
  /** Of those that are stored when they are first used. */
  readonly filesOnUse: readonly string[];
};

/** The address of the start page. */
const root = self.registration.scope;
// There may be several pages on one origin, whose copies lie side by side.
const prefix = `coscribe page of ${new URL(root).pathname} `;
const currentName = prefix + builtPage.version;

/** Stores every file of this version that is not stored on use. Rejects when one cannot be had, and then stores none. */
export async function storePage(): Promise<void> {
  // The HTML is stored last.
  if ((await storedPage()) !== undefined) return;
  const copy = await caches.open(currentName);
  try {
    await Promise.all([
      ...builtPage.files.map((path) => storeFile(copy, path)),
      ...builtPage.filesOnUse.map((path) => takeOver(copy, path)),
    ]);
    const html = await fetch(root, { cache: "no-cache" });
    await copy.put(root, await withAbsolutePaths(html));
  } catch (error) {
    await caches.delete(currentName);
    throw error;
  }
}

/** Removes all copies but the one of this version and the one before. */
export async function dropOldCopies(): Promise<void> {
  const others = (await copyNames()).filter((name) => name !== currentName);
  // Names come in the order in which the copies were made.
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** The HTML of this version, if it is stored. */
export async function storedPage(): Promise<Response | undefined> {
  return caches.match(root, { cacheName: currentName, ignoreVary: true });
}

/** The file at `url`, of whatever version. */
export async function storedFile(url: string): Promise<Response | undefined> {
  for (const cacheName of (await copyNames()).toReversed()) {
    const found = await caches.match(url, { cacheName, ignoreVary: true });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Stores what the server has answered for the file at `url`, if that is one that is stored on use. */
export async function storeUsedFile(url: string, response: Response): Promise<void> {
  const isOnUse = builtPage.filesOnUse.some((path) => new URL(path, root).href === url);
  if (!isOnUse) return;
  refuseFailure(response);
  // Before the page takes what is in it.
  const own = response.clone();
  // Without the HTML there is no copy: the browser has removed it.
  if ((await storedPage()) === undefined) return;
  const copy = await caches.open(currentName);
  await copy.put(url, own);
}

async function copyNames(): Promise<readonly string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

async function storeFile(copy: Cache, path: string): Promise<void> {
  const url = new URL(path, root).href;
  const response = (await storedFile(url)) ?? (await fetch(url));
  refuseFailure(response);
  await copy.put(url, response);
}

async function takeOver(copy: Cache, path: string): Promise<void> {
  const url = new URL(path, root).href;
  const used = await storedFile(url);
  if (used !== undefined) await copy.put(url, used);
}

/**
 * The HTML of the start page as a document's page can show it too, whose address has more folders.
 * Throws where it is of another version: the server may have got its next one since it has sent this
 * service worker.
 */
async function withAbsolutePaths(html: Response): Promise<Response> {
  refuseFailure(html);
  const text = await html.text();
  const named = text.match(/assets\/[\w.-]+/g) ?? [];
  const isThisVersion = named.every((path) => builtPage.files.includes(path));
  if (!isThisVersion) throw new Error(`${html.url} is of another version`);
  // The headers have the policy of what the page may do. What follows is as long as it is now.
  const headers = new Headers(html.headers);
  for (const name of ["Content-Length", "Content-Encoding"]) headers.delete(name);
  return new Response(text.replaceAll('"./', `"${new URL(root).pathname}`), { headers });
}

function refuseFailure({ ok, redirected, status, url }: Response): void {
  // A browser does not open a page from a copy that was redirected, such as to a login.
  if (!ok || redirected) throw new Error(`${url} answered ${status}`);
}
