/** Keeps in sight what is being written. */

export { currentBlocks, markCurrentBlocks } from "./current-block.ts";
