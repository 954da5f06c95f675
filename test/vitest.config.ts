/**
 * One configuration for every test. Sources are read directly through the `@coscribe/source`
 * condition, so no build is needed to run unit tests.
 */

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/**
 * Much of a test is waiting for processes and disks, so that each core has time for more than one; browsers
 * take all of it.
 */
const workers = {
  node: Math.max(3, availableParallelism()),
  browsers: Math.max(2, availableParallelism() - 1),
};

const conditions = ["@coscribe/source", "node", "import", "module", "default"];

/** The page's sources, which are in no package. */
const alias = {
  "@coscribe/client/app": fileURLToPath(new URL("../client/app", import.meta.url)),
};

const browsers = ["browser/**/*.test.ts", "compatibility/page-*.test.ts"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { conditions, alias },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // The files that a worker runs share their modules, which costs half a minute less; none of them keeps
    // anything there.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A busy machine can make a browser miss a deadline. What needed a second attempt is named at the
    // end; tests whose failure would be a lost edit get none.
    retry: process.env["CI"] === "true" ? 1 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["**/*.test.ts"],
          exclude: ["**/node_modules/**", "dist/**", ...browsers],
          maxWorkers: workers.node,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "browsers",
          include: browsers,
          globalSetup: ["support/browser-setup.ts"],
          maxWorkers: workers.browsers,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
