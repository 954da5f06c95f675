/** What TypeScript finds where a style sheet of this package is imported: nothing but that it is there. */
export {};
