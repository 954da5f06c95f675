/** A real Chromium for tests. */

import { chromium, type Browser } from "playwright-core";
import type { Part } from "./part.ts";

/** Without these a browser calls home at every start, and root may not start it at all. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A Chromium on this machine, ready to be launched; see `browser-setup.ts` for how it is found. */
export function findBrowser(): Part<() => Promise<Browser>> {
  const executablePath = process.env["CHROMIUM_PATH"] ?? "";
  if (executablePath === "") {
    return {
      isHere: false,
      because: "no Chromium was found",
      getIt: "CHROMIUM_PATH=path-of-a-chromium npm test, or install the package chromium",
    };
  }
  const libraries = process.env["COSCRIBE_CHROMIUM_LIBRARIES"];
  const env = { ...process.env, ...(libraries !== undefined && { LD_LIBRARY_PATH: libraries }) };
  return {
    isHere: true,
    value: () => chromium.launch({ executablePath, args: flags, headless: true, env }),
  };
}
