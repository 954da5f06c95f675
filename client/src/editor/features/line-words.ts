/** What lines are called that have a button and no text yet, in English. */

/** See the head of this file. */
export const lineWords = {
  "line.toggle": "Toggle",
  "line.task": "Task",
} as const;
