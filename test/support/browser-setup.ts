/**
 * Finds a Chromium once, before the test files start: the one that CHROMIUM_PATH names, the
 * system's, or the one inside the npm package `@sparticuz/chromium` (Linux x64), so that `npm test`
 * needs nothing but npm. CHROMIUM_PATH=bundled asks for the last one.
 */

import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Called by vitest; leaves what it found in the environment of the test files. */
export default async function setup(): Promise<void> {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen !== undefined && chosen !== "bundled") {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names no file: ${chosen}`);
    return;
  }
  const system = chosen === "bundled" ? undefined : systemPaths.find((path) => existsSync(path));
  process.env["CHROMIUM_PATH"] = system ?? (await unpackBundled()) ?? "";
}

/** The path of the Chromium that came with npm, with its libraries; undefined where none did. */
async function unpackBundled(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    // It brings the libraries that a bare machine lacks, but unpacks them only where it believes
    // to be in such a place.
    process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs22.x";
    const libraryPath = process.env["LD_LIBRARY_PATH"];
    const { default: bundled } = await import("@sparticuz/chromium");
    const executablePath = await bundled.executablePath();
    if (libraryPath === undefined) delete process.env["LD_LIBRARY_PATH"];
    else process.env["LD_LIBRARY_PATH"] = libraryPath;
    process.env["COSCRIBE_CHROMIUM_LIBRARIES"] = join(tmpdir(), "al2023", "lib");
    return executablePath;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  } finally {
    delete process.env["AWS_LAMBDA_JS_RUNTIME"];
  }
}
