/** What a secret for tokens has to be. Apart from what uses it, so that nobody loads a library to ask. */

/** Fewer bytes could be guessed; RFC 7518 asks for as many as the hash has (section 3.2). */
export const leastSecretBytes = 32;

/** `secret` itself. Throws a TypeError where it is too short. */
export function checkedSecret<Secret extends string | undefined>(secret: Secret): Secret {
  if (secret === undefined) return secret;
  const bytes = Buffer.byteLength(secret);
  if (bytes >= leastSecretBytes) return secret;
  throw new TypeError(
    `the token secret has ${bytes} bytes; it needs ${leastSecretBytes} that nobody can guess, ` +
      "such as those that `openssl rand -base64 32` prints",
  );
}
