/** Has the browser keep the page itself, so that it opens without a network. */

import { pageRoot } from "./page-root.ts";

/** To be called once per page. It works in built pages, over HTTPS or on this machine. */
export function registerServiceWorker(): void {
  // Typed as always there, but missing outside of secure contexts.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined || !import.meta.env.PROD) return;
  const register = (): void => {
    // Where the browser refuses, in some private windows, the page needs a network.
    workers.register(new URL("service-worker.js", pageRoot)).catch(() => undefined);
  };
  // Not before everything that the person waits for.
  addEventListener("load", register, { once: true });
}
