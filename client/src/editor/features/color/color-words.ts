/** What the colours are called, in English. */

/** See the head of this file. */
export const colorWords = {
  "color.gray": "Grey",
  "color.brown": "Brown",
  "color.red": "Red",
  "color.orange": "Orange",
  "color.yellow": "Yellow",
  "color.green": "Green",
  "color.teal": "Teal",
  "color.blue": "Blue",
  "color.purple": "Purple",
  "color.pink": "Pink",
} as const;
