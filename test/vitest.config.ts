/**
 * One configuration for every test. Sources are read directly through the `@coscribe/source`
 * condition, so no build is needed to run unit tests.
 */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["@coscribe/source", "node", "import", "module", "default"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**"],
    globalSetup: ["support/browser-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
