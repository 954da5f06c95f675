/** Versions of the page that differ in the names of all their files, one at a time on a server. */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../support/temporary-folder.ts";

const built = fileURLToPath(new URL("../../server/dist/page", import.meta.url));
const pages = ["index.html", "document.html", "service-worker.js"] as const;

/** What a server serves, and what is deployed there in the course of a test. */
export class PageVersions {
  /** To be given to a server as `pageDirectory`. */
  readonly folder: string = temporaryFolder();

  constructor(first: string) {
    this.deploy(first);
  }

  /**
   * Puts the version `name` in place of the one that is there. Its start page is titled so. With
   * `only`, the other page stays as it is, as in the middle of a deployment.
   */
  deploy(name: string, only?: (typeof pages)[number]): void {
    const assets = readdirSync(join(built, "assets")).filter((file) =>
      /\.(js|css|svg)$/.test(file),
    );
    const ofThisVersion = (path: string): string => {
      let text = readFileSync(join(built, path), "utf8")
        .replace("<title>", `<title>${name} `)
        .replace('"version":"', `"version":"${name} `);
      for (const file of assets) text = text.replaceAll(file, `${name}-${file}`);
      return text;
    };
    const folder = join(this.folder, "assets");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const file of assets) {
      writeFileSync(join(folder, `${name}-${file}`), ofThisVersion(`assets/${file}`));
    }
    for (const page of pages) {
      if (only === undefined || only === page) this.put(page, ofThisVersion(page));
    }
  }

  /** Puts a file of the test's own there. */
  put(path: string, content: string): void {
    writeFileSync(join(this.folder, path), content);
  }
}
