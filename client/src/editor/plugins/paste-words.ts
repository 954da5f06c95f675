/** What is said of what is pasted, in English. */

/** See the head of this file. */
export const pasteWords = {
  "paste.tooMuch":
    "This is too much to paste at once: {letters} million letters, of at most {most} million. Nothing was pasted; paste it in parts.",
} as const;
