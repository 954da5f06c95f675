/** Words, characters and reading time of a document and of what is selected in it. */

export { DocumentCounter } from "./counter.ts";
export { readingMinutes, type Counts } from "./counts.ts";
