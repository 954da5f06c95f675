/** Certificates of a test's own, which sign themselves: put together here, so that no machine needs a tool. */

import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate and its key in PEM. */
export interface PemPair {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

/** ecdsa-with-SHA256, commonName and subjectAltName, as DER names them. */
const names = {
  signature: Buffer.from("06082a8648ce3d040302", "hex"),
  commonName: Buffer.from("0603550403", "hex"),
  otherNames: Buffer.from("0603551d11", "hex"),
};

/** One for `host` and 127.0.0.1, from yesterday on for so many days. */
export function makeCertificate(host = "localhost", days = 2): PemPair {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = sequence(der(0x31, sequence(names.commonName, der(0x0c, Buffer.from(host)))));
  const algorithm = sequence(names.signature);
  const address = Buffer.from([127, 0, 0, 1]);
  const otherNames = sequence(der(0x82, Buffer.from(host)), der(0x87, address));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(Math.ceil(Math.random() * 100))),
    algorithm,
    subject,
    sequence(time(Date.now() - dayMs), time(Date.now() + days * dayMs)),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(names.otherNames, der(0x04, otherNames)))),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", content, privateKey));
  return { cert: pem(sequence(content, algorithm, signature)), key: keyIn(privateKey) };
}

/** The same in a folder, as `HOST.pem`, `HOST.key` and both in one file, `HOST.both.pem`. */
export function writeCertificate(folder: string, host = "localhost", days = 2): PemPair {
  const pair = makeCertificate(host, days);
  const file = (ending: string): string => join(folder, `${host}.${ending}`);
  writeFileSync(file("pem"), pair.cert);
  writeFileSync(file("key"), pair.key);
  writeFileSync(file("both.pem"), pair.key + pair.cert);
  return { cert: file("pem"), key: file("key") };
}

function keyIn(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return der(0x17, Buffer.from(digits.slice(2)));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  return Buffer.concat([Buffer.of(tag, ...sizeOf(length)), content]);
}

/** In as few bytes as can be, which some insist on. */
function sizeOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
