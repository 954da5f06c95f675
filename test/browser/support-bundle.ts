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

/** The scripts of `entry`, the path of a file, by their names: modules, the first of which is the entry. */
export async function bundleModules(entry: string): Promise<ReadonlyMap<string, string>> {
  const [built] = (await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@coscribe/source", ...defaultClientConditions] },
    build: { write: false, minify: false, lib: { entry, formats: ["es"], fileName: "page" } },
  })) as Rolldown.RolldownOutput[];
  return new Map(
    built!.output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file.code]] : [])),
  );
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
