/** What a secret for tokens has to be. Apart from what uses it, so that nobody loads a library to ask. */

/** Fewer bytes could be guessed; RFC 7518 asks for as many as the hash has (section 3.2). */
export const leastSecretBytes = 32;
