/**
 * `npm run build`: the packages' dist folders and the page. `--if-changed` leaves what is current, which
 * packing asks for.
 */

import { build, install } from "./steps.mjs";

await install();
await build({ force: !process.argv.includes("--if-changed") });
