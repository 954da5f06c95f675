/**
 * One configuration for every test. Sources are read directly through the `@coscribe/source`
 * condition, so no build is needed to run unit tests.
 */

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Much of a test is waiting for browsers, processes and disks, so that even two cores have time for two. */
const leastWorkers = 2;

const conditions = ["@coscribe/source", "node", "import", "module", "default"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**"],
    globalSetup: ["support/browser-setup.ts"],
    maxWorkers: Math.max(leastWorkers, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A busy machine can make a browser miss a deadline. What needed a second attempt is named at the
    // end; tests whose failure would be a lost edit get none.
    retry: process.env["CI"] === "true" ? 1 : 0,
  },
});
