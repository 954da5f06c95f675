/** What the bar above code says, in English. */

/** See the head of this file. */
export const codeWords = {
  "code.language": "Language of the code",
  "code.plain": "Plain text",
  "code.copy": "Copy",
  "code.copied": "Copied",
  "code.notCopied": "Not copied",
} as const;
