/** `npm run build`: the packages' dist folders and the page. */

import { build, install } from "./steps.mjs";

await install();
await build({ force: true });
