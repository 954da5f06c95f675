/** What is said on and beside an image, in English. */

/** See the head of this file. */
export const imageWords = {
  "image.label": "Image",
  "image.width": "Width",
  "image.ownSize": "Own size",
  "image.percent": "{percent} %",
  "image.alt": "Alternative text",
  "image.altHint": "What it shows, for those who do not see it",
  "image.caption": "Caption",
  "image.remove": "Remove",
  "image.resize": "Width of the image",
  "image.broken": "This image cannot be shown.",
  "image.brokenNamed": "This image cannot be shown: {name}",
} as const;
