/**
 * The certificate of a server that speaks TLS itself, and its key: two files in PEM, which somebody
 * renews every few weeks. They are looked at again and again, and what has changed is taken up without a
 * restart; connections that are open keep what they began with.
 *
 * Whoever renews them may write one file after the other. A pair that does not belong together, or cannot
 * be read, changes nothing: the server goes on with what it has, says so, and looks again.
 */

import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import type { Clock, Timer } from "../clock.ts";
import type { ServerEvent } from "../server-event.ts";

/** The files of a certificate, by their paths. */
export interface CertificateFiles {
  /** The certificate in PEM, and behind it those that it needs to be believed. */
  readonly cert: string;
  /** Its private key in PEM, without a passphrase. */
  readonly key: string;
}

/** What a {@link Certificate} needs besides its files. */
export interface CertificateSurroundings {
  readonly clock: Clock;
  readonly onEvent: (event: ServerEvent) => void;
}

/** What TLS is spoken with. */
export interface CertificatePair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** How often the files are looked at, in milliseconds. */
const lookEveryMs = 10_000;

/** As messages call the two. */
const names = {
  cert: "the certificate (--cert, COSCRIBE_CERT, tls.cert)",
  key: "the key (--key, COSCRIBE_KEY, tls.key)",
};

/** See the head of this file. */
export class Certificate {
  readonly #files: CertificateFiles;
  readonly #surroundings: CertificateSurroundings;
  #pair: CertificatePair;
  #expiresAt: number;
  /** What the files looked like when they were last read. */
  #look: string;
  #timer: Timer | undefined;

  private constructor(
    files: CertificateFiles,
    surroundings: CertificateSurroundings,
    look: string,
    pair: CertificatePair,
  ) {
    this.#files = files;
    this.#surroundings = surroundings;
    this.#look = look;
    this.#pair = pair;
    this.#expiresAt = expiryOf(pair);
  }

  /** Reads the files. Rejects with a TypeError that says which of them is wrong, and how. */
  static async read(
    files: CertificateFiles,
    surroundings: CertificateSurroundings,
  ): Promise<Certificate> {
    // First, so that what is written meanwhile is found at the next look.
    const look = await lookAt(files);
    return new Certificate(files, surroundings, look, await readPair(files));
  }

  /** What is in the files, as far as it was any good. */
  get pair(): CertificatePair {
    return this.#pair;
  }

  /** When it ends, in milliseconds since 1970. */
  get expiresAt(): number {
    return this.#expiresAt;
  }

  /** Calls `onRenewed` whenever there is another one, until {@link close}. */
  watch(onRenewed: (pair: CertificatePair) => void): void {
    this.#timer = this.#surroundings.clock.every(lookEveryMs, () => void this.#renew(onRenewed));
  }

  /** Looks no more. */
  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Never rejects. */
  async #renew(onRenewed: (pair: CertificatePair) => void): Promise<void> {
    const look = await lookAt(this.#files);
    if (look === this.#look) return;
    this.#look = look;
    const { onEvent } = this.#surroundings;
    try {
      const pair = await readPair(this.#files);
      if (this.#timer === undefined) return;
      onRenewed(pair);
      this.#pair = pair;
      this.#expiresAt = expiryOf(pair);
      const expires = new Date(this.#expiresAt).toISOString();
      onEvent({ type: "certificateRenewed", expires });
    } catch (cause) {
      onEvent({ type: "certificateFailed", cause });
    }
  }
}

/** Of both files, what changes with them; also where one of them is not there. */
async function lookAt({ cert, key }: CertificateFiles): Promise<string> {
  const looks = await Promise.all(
    [cert, key].map(async (path) =>
      stat(path).then(
        ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
        (error: unknown) => String(error),
      ),
    ),
  );
  return looks.join("\n");
}

async function readPair(files: CertificateFiles): Promise<CertificatePair> {
  const [cert, key] = await Promise.all([readPart("cert", files), readPart("key", files)]);
  const certificate = understood("cert", files, () => new X509Certificate(cert));
  const privateKey = understood("key", files, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new TypeError(
      `${names.key} in ${files.key} does not belong to ${names.cert} in ${files.cert}`,
    );
  }
  // OpenSSL has more to say, such as of keys that are too short.
  understood("cert", files, () => createSecureContext({ cert, key }));
  return { cert, key };
}

async function readPart(part: keyof CertificateFiles, files: CertificateFiles): Promise<Buffer> {
  try {
    return await readFile(files[part]);
  } catch (cause) {
    throw new TypeError(`${names[part]} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

function understood<T>(part: keyof CertificateFiles, files: CertificateFiles, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new TypeError(`${names[part]} in ${files[part]} cannot be used: ${reason}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function expiryOf({ cert }: CertificatePair): number {
  return Date.parse(new X509Certificate(cert).validTo);
}
