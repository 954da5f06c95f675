/** Making a document say something else by the smallest change. */

export { idsBeside, rewriteFlow } from "./rewrite-flow.ts";
