/**
 * `npm test`: installs and builds what is missing, then runs every test. `npm run test:long` adds
 * the long loops. Further arguments go to vitest: `npm test -- server/store`.
 */

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bin, build, install, root, run } from "./steps.mjs";

const args = process.argv.slice(2);
const isLong = args[0] === "--long";
if (isLong) args.shift();

await install();
await build();

const results = join(root, ".cache", "test-results.json");
mkdirSync(join(root, ".cache"), { recursive: true });
const code = await run(
  process.execPath,
  [
    bin("vitest"),
    "run",
    "--config",
    "test/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}`,
    ...args,
  ],
  { env: { ...process.env, ...(isLong && { COSCRIBE_LONG: "1" }) } },
);
const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
  readFileSync(results, "utf8"),
);
// A file that cannot even be loaded has no test that could fail.
const brokenFiles = testResults.filter(
  ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
);
const unsteady = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0);
for (const { fullName, failureMessages } of unsteady) {
  console.log(`passed at the second attempt: ${fullName}\n${failureMessages[0]}`);
}
const failed = numFailedTests + brokenFiles.length;
console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
process.exit(code);
