/** The entry of the page: reads the address and what the device remembers, and shows a view. */

import { render } from "preact";
import { homePath } from "./page-root.ts";
import { pageTitle } from "./page-title.ts";
import { Page } from "./page.tsx";
import { localStorageIfAllowed, Preferences, type Theme } from "./preferences.ts";
import { registerServiceWorker } from "./register-service-worker.ts";
import { routeOf } from "./route.ts";

const preferences = new Preferences(localStorageIfAllowed(), homePath);
const showTheme = (): void => applyTheme(preferences.theme, document.documentElement);
showTheme();
preferences.onChange(showTheme);
addEventListener("storage", () => preferences.storageChanged());

const route = routeOf(location.pathname, homePath);
if (route.type === "document") {
  document.title = pageTitle(preferences.titleOf(route.name) ?? route.name);
}

const root = document.getElementById("app");
if (root !== null) render(<Page route={route} preferences={preferences} />, root);
registerServiceWorker();

/** The colours are in `styles/tokens.css`; `system` leaves the choice to the style sheet. */
function applyTheme(theme: Theme, page: HTMLElement): void {
  if (theme === "system") delete page.dataset["theme"];
  else page.dataset["theme"] = theme;
}
