/** The entry of the page: reads the address and what the device remembers, and shows a view. */

import { render } from "preact";
import { takeToken } from "./access/link-token.ts";
import { LocalizedPage, pageLanguage } from "./localized-page.tsx";
import { frameWordsFor } from "./messages/page-words.ts";
import type { FrameWords } from "./messages/use-frame-words.ts";
import { homePath } from "./page-root.ts";
import { pageTitle } from "./page-title.ts";
import { localStorageIfAllowed, Preferences, type Theme } from "./preferences.ts";
import { registerServiceWorker } from "./register-service-worker.ts";
import { routeOf, type Route } from "./route.ts";

const preferences = new Preferences(localStorageIfAllowed(), homePath);
const showTheme = (): void => applyTheme(preferences.theme, document.documentElement);
showTheme();
preferences.onChange(showTheme);
addEventListener("storage", () => preferences.storageChanged());

const route = routeOf(location.pathname, homePath);
if (route.type === "document" || route.type === "home") takeToken(route.name);
if (route.type === "document") {
  document.title = pageTitle(preferences.titleOf(route.name) ?? route.name);
}

const root = document.getElementById("app");
const firstWords = frameWordsFor(pageLanguage(preferences));
if (firstWords instanceof Promise) {
  preload(route);
  void firstWords.then(show);
} else {
  show(firstWords);
}
registerServiceWorker();

function show(words: FrameWords): void {
  if (root === null) return;
  render(<LocalizedPage route={route} preferences={preferences} words={words} />, root);
}

/** Has the view come while the words do; whoever shows it sees what went wrong. */
function preload({ type }: Route): void {
  const part =
    type === "document" ? import("./document/document-part.ts") : import("./home/home-part.ts");
  part.catch(() => undefined);
}

/** The colours are in `styles/tokens.css`; `system` leaves the choice to the style sheet. */
function applyTheme(theme: Theme, page: HTMLElement): void {
  if (theme === "system") delete page.dataset["theme"];
  else page.dataset["theme"] = theme;
}
