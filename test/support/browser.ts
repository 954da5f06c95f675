/** Real browsers for tests; see browser-setup.ts for how they are found. */

import { chromium, firefox, type Browser, type Page } from "playwright-core";
import { it } from "vitest";
import { describeWith, type Part } from "./part.ts";
import type { TestPage } from "./test-page.ts";
import { WebKitPage } from "./webkit/page.ts";
import { WebKitSession } from "./webkit/session.ts";

/** The browser engines that there are, by the names of their best known browsers. */
export type Engine = "Chromium" | "Firefox" | "WebKit";

/** Those that Playwright drives, so that tests can use all that it offers. */
export type PlaywrightEngine = Exclude<Engine, "WebKit">;

/** All of them. */
export const engines: readonly Engine[] = ["Chromium", "Firefox", "WebKit"];

/** A browser of any engine. */
export interface TestBrowser {
  /** An empty page of 1000 by 700 pixels that shares nothing with others but the clipboard. */
  newPage(): Promise<TestPage>;
  close(): Promise<void>;
}

/** Without these a Chromium calls home at every start, and root may not start it at all. */
const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const size = { width: 1000, height: 700 };

/** What only some browsers let tests do, and why the others do not. */
const refusals = {
  "compose like an input method": {
    Firefox: "only Chromium can be told what an input method does",
    WebKit: "only Chromium can be told what an input method does",
  },
  "make a key with AltGr": { WebKit: "its scripts cannot say that AltGr is held" },
  "click several times": { Firefox: "its driver counts each click by itself" },
  "delete a letter of several code points": { Firefox: "it deletes them one after the other" },
  "crash a tab": { Firefox: "its driver can neither end a tab's process nor fill its storage" },
  "be a phone": { Firefox: "its driver has no touch screen" },
  "read the clipboard by a script": { Firefox: "its driver cannot permit that" },
  "prefer a dark screen": { Firefox: "its driver cannot ask for one" },
  "empty the browser's cache": { Firefox: "its driver cannot do that" },
  "read the tree of assistive technology": { Firefox: "its driver does not show it" },
  "find elements by role": { WebKit: "its driver finds elements by selectors" },
  print: { WebKit: "its driver does not change the medium" },
} as const satisfies Record<string, Partial<Record<Engine, string>>>;

/** See `refusals`. */
export type Ability = keyof typeof refusals;

/** A browser that Playwright drives, ready to be launched. */
export function findBrowser(engine: PlaywrightEngine = "Chromium"): Part<() => Promise<Browser>> {
  return engine === "Chromium" ? findChromium() : findFirefox();
}

/** The tests of `body` in each of some engines by itself. */
export function describeInBrowsers(
  title: string,
  which: readonly Engine[],
  body: (launch: () => Promise<TestBrowser>, engine: Engine) => void,
): void {
  for (const engine of which) {
    describeWith(`${title} in ${engine}`, findAny(engine), (launch) => body(launch, engine));
  }
}

/** Tests with all that Playwright offers: in Chromium, and in Firefox when there is time. */
export function describeInPlaywright(
  title: string,
  body: (launch: () => Promise<Browser>, engine: Engine) => void,
): void {
  const which: PlaywrightEngine[] =
    process.env["COSCRIBE_LONG"] === "1" ? ["Chromium", "Firefox"] : ["Chromium"];
  for (const engine of which) {
    describeWith(`${title} in ${engine}`, findBrowser(engine), (launch) => body(launch, engine));
  }
}

/** `it` for tests that need a browser with an ability; where it is not, they are skipped and say why. */
export function itCan(
  ability: Ability,
  engine: Engine,
): (title: string, body: () => Promise<void>) => void {
  const refusal = (refusals[ability] as Partial<Record<Engine, string>>)[engine];
  if (refusal === undefined) return it;
  return (title, body) => it.skip(`${title}: skipped in ${engine}, because ${refusal}`, body);
}

/** `page` with all that Playwright offers. Throws for one in WebKit. */
export function inPlaywright(page: TestPage): Page {
  if (page instanceof WebKitPage) throw new Error("Playwright does not drive this WebKit");
  return page as Page;
}

/** Whether an error of a page is what Firefox says of every socket that could not be opened. */
export function isSocketNotice(message: string): boolean {
  return /^Firefox can’t establish a connection|^The connection to ws.* was interrupted/.test(
    message,
  );
}

/**
 * Whether an error of a page says that a part of it did not come, as it does when the page is left or loaded anew
 * meanwhile. A part that is missing for good is missed by what the tests do with it.
 */
function isCutShort(message: string): boolean {
  return /dynamically imported module/.test(message);
}

function findAny(engine: Engine): Part<() => Promise<TestBrowser>> {
  if (engine === "WebKit") return findWebKit();
  const found = findBrowser(engine);
  return found.isHere ? { isHere: true, value: async () => withPages(await found.value()) } : found;
}

function findChromium(): Part<() => Promise<Browser>> {
  const executablePath = process.env["CHROMIUM_PATH"] ?? "";
  if (executablePath === "") {
    return {
      isHere: false,
      because: "no Chromium was found",
      getIt: "CHROMIUM_PATH=path-of-a-chromium npm test, or install the package chromium",
    };
  }
  const own = JSON.parse(process.env["COSCRIBE_CHROMIUM_ENV"] ?? "{}") as NodeJS.ProcessEnv;
  const env = { ...process.env, ...own };
  return {
    isHere: true,
    value: () => chromium.launch({ executablePath, args: chromiumFlags, headless: true, env }),
  };
}

function findFirefox(): Part<() => Promise<Browser>> {
  const executablePath = process.env["FIREFOX_PATH"] ?? "";
  if (executablePath === "") {
    return {
      isHere: false,
      because: "no Firefox was found that is new enough to be driven",
      getIt: "FIREFOX_PATH=path-of-a-firefox npm test, or npm run browsers on Debian",
    };
  }
  // A Firefox as it is installed, not one that was changed for Playwright.
  const channel = "moz-firefox";
  return {
    isHere: true,
    value: () => firefox.launch({ channel, executablePath, headless: true }),
  };
}

function findWebKit(): Part<() => Promise<TestBrowser>> {
  const driver = process.env["WEBKIT_DRIVER_PATH"] ?? "";
  if (driver === "") {
    return {
      isHere: false,
      because: "no driver of WebKitGTK was found, or no Xvfb",
      getIt: "WEBKIT_DRIVER_PATH=path-of-its-driver npm test, or npm run browsers on Debian",
    };
  }
  const sessions: WebKitSession[] = [];
  const browser: TestBrowser = {
    newPage: async () => {
      const session = await WebKitSession.start(driver);
      sessions.push(session);
      await session.command("POST", "/window/rect", size);
      return new WebKitPage(session);
    },
    close: async () => {
      await Promise.all(sessions.splice(0).map((session) => session.close()));
    },
  };
  return { isHere: true, value: () => Promise.resolve(browser) };
}

function withPages(browser: Browser): TestBrowser {
  return {
    newPage: async () => {
      const permissions = ["clipboard-read", "clipboard-write"];
      const context = await browser.newContext({ viewport: size, permissions });
      const page = await context.newPage();
      page.on("pageerror", (error) => {
        if (!isSocketNotice(error.message) && !isCutShort(error.message)) throw error;
      });
      return page;
    },
    close: () => browser.close(),
  };
}
