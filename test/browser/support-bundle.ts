/** A page that runs a module of the tests, bundled from the sources. */

import type { Browser, Page } from "playwright-core";
import { build, defaultClientConditions, type Rolldown } from "vite";

/** Opens an empty page in `browser` that has run `entry`, the path of a file. */
export async function openPageWith(browser: Browser, entry: string): Promise<Page> {
  const source = await bundle(entry);
  const page = await browser.newPage();
  await page.setContent("<!doctype html><title>test</title><body></body>");
  await page.addScriptTag({ content: source });
  return page;
}

/** The script of `entry`, the path of a file. */
export async function bundle(entry: string): Promise<string> {
  const [output] = (await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@coscribe/source", ...defaultClientConditions] },
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "page" } },
  })) as Rolldown.RolldownOutput[];
  return output!.output[0].code;
}
