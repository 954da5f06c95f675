/** `npm run bench [name …]`: the measurements of test/bench; see test/bench/README.md. */

import { bin, build, install, runOrExit } from "./steps.mjs";

await install();
await build();
await runOrExit(process.execPath, [
  bin("tsx"),
  "--conditions=@coscribe/source",
  "test/bench/main.ts",
  ...process.argv.slice(2),
]);
