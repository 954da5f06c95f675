/** Which documents this version understands. */

/**
 * The version of the document schema. It grows when documents may hold what the version before
 * cannot show; editors of that version show placeholders and keep the content.
 */
export const schemaVersion: number = 2;
