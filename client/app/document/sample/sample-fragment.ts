/** The fragment of a document's address that asks for the example in it, if it is empty. */

/** See the head of this file. */
export const sampleFragment = "#example";
