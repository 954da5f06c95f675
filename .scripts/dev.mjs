/**
 * `npm run dev`: the server from its sources on port 1234, restarted when they change, and the page
 * on port 5173, updated in place. Ctrl-C ends both.
 */

import { bin, install, run } from "./steps.mjs";

const pageUrl = "http://localhost:5173";

await install();
const codes = await Promise.all([
  run(process.execPath, [
    bin("tsx"),
    "watch",
    "--conditions=@coscribe/source",
    "server/src/main.ts",
    "--allow-origin",
    pageUrl,
    ...process.argv.slice(2),
  ]),
  run(
    process.execPath,
    [bin("vite"), "--config", "client/app/vite.config.ts", "--port", "5173", "--strictPort"],
    { env: { ...process.env, VITE_COSCRIBE_SERVER: "ws://localhost:1234" } },
  ),
]);
process.exit(Math.max(...codes));
