/** What a card without an address asks for, in English. */

/** See the head of this file. */
export const cardWords = {
  "card.address": "Address of the link",
  "card.add": "Add",
  "card.empty": "Please type or paste an address.",
  "card.unsafe": "Only web and e-mail addresses can be linked.",
} as const;
