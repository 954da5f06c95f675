/** What is said of formulas that cannot be drawn, in English. */

/** See the head of this file. */
export const mathWords = {
  "math.tooLong": "This formula is too long to be drawn.",
  "math.tooManySteps": "This formula refers to itself too often to be drawn.",
  "math.unknown": "There is no command {part}.",
  "math.unknownEnvironment": "There is no environment {part}.",
  "math.notAllowed": "The command {part} is not allowed here.",
  "math.nothingAfter": "Something is missing after {part}.",
  "math.incomplete": "The formula ends before it is complete.",
  "math.missing": "{part} is missing.",
  "math.superfluous": "There is a closing brace too many.",
  "math.unbalanced":
    "Brackets or environments are opened and not closed, or closed and not opened.",
  "math.delimiter": "{part} is no bracket that can grow.",
  "math.twice":
    "There are two superscripts or subscripts in one place: put braces around one of them.",
  "math.value": "{part} is no colour, size or number that can be used here.",
  "math.place": "{part} cannot be used in this place.",
  "math.other": "This formula cannot be drawn. {problem}",
} as const;
