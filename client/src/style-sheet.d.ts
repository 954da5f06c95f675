/**
 * What TypeScript finds where a style sheet of this package is imported, `import "@coscribe/client/embed.css"`:
 * that it is there, and that nothing can be taken from it.
 */

// oxlint-disable-next-line unicorn/require-module-specifiers -- that is all there is
export {};
