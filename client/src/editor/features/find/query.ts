/** What somebody looks for, and what it is found by. */

/** See above. */
export interface FindQuery {
  /** Words as they stand in the text, or a regular expression; nothing is found for "". */
  readonly text: string;
  readonly isExpression: boolean;
  readonly isCaseSensitive: boolean;
  /** Only what neither begins nor ends within a word, in any script. */
  readonly isWholeWord: boolean;
}

/** Looks for nothing. */
export const emptyQuery: FindQuery = {
  text: "",
  isExpression: false,
  isCaseSensitive: false,
  isWholeWord: false,
};

/** Letters of a text, from one offset up to another, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Something that was found in a text. */
export interface Found extends Span {
  /** What each group of an expression has caught, from number 1 on. */
  readonly groups: readonly (Span | undefined)[];
}

/** Finds in one text, one after the other, so that whoever asks can stop in between. */
export interface Matcher {
  /** What is found, in order, without overlaps, and never nothing: an empty match is none. */
  matchesIn(text: string): Iterable<Found>;
}

/** Whether two queries find the same. */
export function isSameQuery(a: FindQuery, b: FindQuery): boolean {
  return (
    a.text === b.text &&
    a.isExpression === b.isExpression &&
    a.isCaseSensitive === b.isCaseSensitive &&
    a.isWholeWord === b.isWholeWord
  );
}
