/** Finding and replacing. Load it when it is first wanted: nothing of it is needed before. */

export type { ExpressionFault, ExpressionProblem } from "./expression.ts";
export type { FindState, Finder } from "./finder.ts";
export { finderOf, findPlugins } from "./find-plugin.ts";
export type { FindQuery } from "./query.ts";
