/**
 * Finds browsers once, before the test files start, each where its variable says or else where
 * systems have it. Chromium is also inside the npm package `@sparticuz/chromium` (Linux x64), so that
 * `npm test` needs nothing but npm; CHROMIUM_PATH=bundled asks for that one.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const chromiumPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const firefoxPaths = [
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

/** Older ones, as 140, lack commands that Playwright gives at every start. */
const leastFirefox = 153;

const webKitDriverPaths = ["/usr/bin/WebKitWebDriver"];

/** Called by vitest; leaves what it found in the environment of the test files. */
export default async function setup(): Promise<void> {
  process.env["CHROMIUM_PATH"] = await findChromium();
  process.env["FIREFOX_PATH"] =
    chosenPath("FIREFOX_PATH") ?? firefoxPaths.find((path) => isFirefox(path)) ?? "";
  // WebKit has no mode without a screen, so it gets one that nobody sees.
  const hasScreen = spawnSync("Xvfb", ["-version"]).error === undefined;
  const driver =
    chosenPath("WEBKIT_DRIVER_PATH") ?? webKitDriverPaths.find((path) => existsSync(path));
  process.env["WEBKIT_DRIVER_PATH"] = (hasScreen && driver) || "";
}

/** What the variable `name` says. Throws when there is no such file. */
function chosenPath(name: string): string | undefined {
  const path = process.env[name];
  if (path !== undefined && !existsSync(path)) throw new Error(`${name} names no file: ${path}`);
  return path;
}

async function findChromium(): Promise<string> {
  const isBundled = process.env["CHROMIUM_PATH"] === "bundled";
  const system = isBundled
    ? undefined
    : (chosenPath("CHROMIUM_PATH") ?? chromiumPaths.find((path) => existsSync(path)));
  return system ?? (await unpackBundled()) ?? "";
}

function isFirefox(path: string): boolean {
  if (!existsSync(path)) return false;
  const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  return Number(/Firefox (\d+)/.exec(stdout)?.[1]) >= leastFirefox;
}

/**
 * The path of the Chromium that came with npm; undefined where none did. It brings libraries and fonts
 * that a bare machine lacks, which are for itself alone: COSCRIBE_CHROMIUM_ENV says where they are.
 */
async function unpackBundled(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const before = { ...process.env };
  try {
    // It unpacks the libraries only where it believes to be in such a place.
    process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs22.x";
    const { default: bundled } = await import("@sparticuz/chromium");
    const executablePath = await bundled.executablePath();
    const fonts = process.env["FONTCONFIG_PATH"];
    before["COSCRIBE_CHROMIUM_ENV"] = JSON.stringify({
      LD_LIBRARY_PATH: join(tmpdir(), "al2023", "lib"),
      ...(fonts !== undefined && { FONTCONFIG_PATH: fonts }),
    });
    return executablePath;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  } finally {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
