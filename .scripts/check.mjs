/** `npm run check`: format, lint, types. */

import { bin, install, runOrExit } from "./steps.mjs";

await install();
await runOrExit(process.execPath, [bin("oxfmt"), "--check", "."]);
await runOrExit(process.execPath, [bin("oxlint"), "--type-aware"]);
await runOrExit(process.execPath, [bin("typescript", "tsc"), "-b"]);
