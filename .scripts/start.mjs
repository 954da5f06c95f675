/** `npm start`: installs what is missing, builds what has changed, and serves. */

import { build, install } from "./steps.mjs";

await install();
await build();
// In this process, so that signals and the terminal reach the server itself.
await import("../server/dist/main.js");
