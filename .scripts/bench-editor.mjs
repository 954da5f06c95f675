/** `npm run bench:editor`: the measurements of test/bench/editor; see test/bench/README.md. */

import { bin, build, install, runOrExit } from "./steps.mjs";

await install();
await build();
await runOrExit(process.execPath, [
  bin("tsx"),
  "--conditions=@coscribe/source",
  "test/bench/editor/main.ts",
  ...process.argv.slice(2),
]);
