/** Signed tokens: made by the real library, as an identity provider would make them. */

import { createServer } from "node:http";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  makeToken,
  tokenAuthorize,
  type Allowed,
  type Authorize,
  type Denied,
} from "@coscribe/server";
import { exportJWK, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const secret = "a secret of thirty-two bytes or more";

async function ask(
  authorize: Authorize,
  token: string | undefined,
  document: string | null = "notes/today",
): Promise<Allowed | Denied> {
  const query = new URLSearchParams();
  return authorize({ document: document ?? undefined, headers: {}, query, token, address: "::1" });
}

function signed(
  claims: object,
  key: KeyObject | Uint8Array,
  alg: string,
  kid?: string,
): Promise<string> {
  const header = kid === undefined ? { alg } : { alg, kid };
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(key);
}

const hmac = (claims: object): Promise<string> => signed(claims, Buffer.from(secret), "HS256");

describe("tokens", () => {
  it("I13 say who somebody is, and what they may do with which documents until when", async () => {
    const authorize = await tokenAuthorize({ secret });
    const exp = Math.floor(Date.now() / 1_000) + 60;
    const claims = { sub: "u1", name: "Ann", color: "#aabbcc", doc: ["notes/*", "plan"], exp };
    const token = await hmac({ ...claims, access: "comment" });
    const allowed = {
      user: { id: "u1", name: "Ann", color: "#aabbcc" },
      access: "comment",
      isOperator: false,
      expiresAt: exp * 1_000,
    };
    for (const name of ["notes/today", "notes/", "plan", null]) {
      expect(await ask(authorize, token, name)).toEqual(allowed);
    }
    for (const name of ["notes", "planet", "notes2/today", "*"]) {
      expect(await ask(authorize, token, name)).toEqual({
        deny: "the token is not for this document",
        signIn: false,
      });
    }
  });

  it("I13 that say little allow little", async () => {
    const authorize = await tokenAuthorize({ secret });
    expect(await ask(authorize, await hmac({ sub: "u1", doc: "*" }))).toEqual({
      user: { id: "u1" },
      access: "read",
      isOperator: false,
    });
    expect(await ask(authorize, await hmac({ sub: "u1" }))).toMatchObject({ signIn: false });
    expect(await ask(authorize, await hmac({ sub: "u1", doc: "" }), "")).toMatchObject({
      user: { id: "u1" },
    });
  });

  it("I13 that are forged, over, or not what they should be are as good as none", async () => {
    const authorize = await tokenAuthorize({ secret });
    const all = { sub: "u1", doc: "*", access: "write" };
    const good = await hmac(all);
    const other = Buffer.from("another secret of at least 32 bytes");
    const bad = [
      undefined,
      "",
      "x.y.z",
      `${good.slice(0, -2)}AA`,
      await signed(all, other, "HS256"),
      await signed(all, Buffer.from(secret.padEnd(64, "!")), "HS512"),
      new UnsecuredJWT(all).encode(),
      await hmac({ ...all, exp: Math.floor(Date.now() / 1_000) - 60 }),
      await hmac({ ...all, nbf: Math.floor(Date.now() / 1_000) + 60 }),
      await hmac({ ...all, sub: "" }),
      await hmac({ ...all, sub: 7 }),
      await hmac({ ...all, access: "own" }),
      await hmac({ ...all, color: "red" }),
    ];
    expect(await ask(authorize, good)).toMatchObject({ access: "write" });
    for (const token of bad) {
      expect(await ask(authorize, token)).toMatchObject({ signIn: true, deny: expect.any(String) });
    }
  });

  it.each([
    ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["EdDSA", generateKeyPairSync("ed25519")],
  ])("I14 are checked with a public key of %s, from a PEM file or a JWK Set", async (alg, pair) => {
    const folder = temporaryFolder();
    const pem = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
    writeFileSync(join(folder, "key.pem"), pem);
    const jwk = { ...(await exportJWK(pair.publicKey)), alg, kid: "one" };
    writeFileSync(join(folder, "jwks.json"), JSON.stringify({ keys: [jwk] }));
    const all = { sub: "u1", doc: "*", access: "write" };
    const token = await signed(all, pair.privateKey, alg, "one");
    for (const file of ["key.pem", "jwks.json"]) {
      const authorize = await tokenAuthorize({ keys: join(folder, file) });
      expect(await ask(authorize, token)).toMatchObject({ access: "write" });
      // Who knows the public key, as everybody does, cannot use it as a secret.
      const forged = await signed(all, Buffer.from(pem), "HS256", "one");
      expect(await ask(authorize, forged)).toMatchObject({ signIn: true });
    }
  });

  it("I14 keys at a URL are fetched when they are needed, and anew for a key that is new", async () => {
    const pairs = [1, 2].map(() => generateKeyPairSync("ec", { namedCurve: "P-256" }));
    const jwks = await Promise.all(
      pairs.map(async ({ publicKey }, index) => {
        return { ...(await exportJWK(publicKey)), alg: "ES256", kid: `key${index}` };
      }),
    );
    let isDown = false;
    let fetched = 0;
    const provider = createServer((_, response) => {
      fetched++;
      response.statusCode = isDown ? 500 : 200;
      response.end(JSON.stringify({ keys: jwks }));
    });
    provider.listen(0, "127.0.0.1");
    await once(provider, "listening");
    onTestFinished(() => void provider.close());
    const { port } = provider.address() as AddressInfo;
    const authorize = await tokenAuthorize({ keys: `http://127.0.0.1:${port}/jwks` });
    expect(fetched).toBe(0);
    const all = { sub: "u1", doc: "*" };
    for (const [index, { privateKey }] of pairs.entries()) {
      const token = await signed(all, privateKey, "ES256", `key${index}`);
      expect(await ask(authorize, token)).toMatchObject({ user: { id: "u1" } });
    }
    expect(fetched).toBe(1);
    isDown = true;
    const broken = await tokenAuthorize({ keys: `http://127.0.0.1:${port}/jwks` });
    const token = await signed(all, pairs[0]!.privateKey, "ES256", "key0");
    // Not a fault of the token: whoever brings it is to come back later.
    await expect(ask(broken, token)).rejects.toThrow();
  });

  it("I14 a secret and keys may be there both", async () => {
    const pair = generateKeyPairSync("ed25519");
    const file = join(temporaryFolder(), "key.pem");
    writeFileSync(file, pair.publicKey.export({ type: "spki", format: "pem" }));
    const authorize = await tokenAuthorize({ secret, keys: file });
    const all = { sub: "u1", doc: "*" };
    expect(await ask(authorize, await hmac(all))).toMatchObject({ user: { id: "u1" } });
    const token = await signed(all, pair.privateKey, "EdDSA");
    expect(await ask(authorize, token)).toMatchObject({ user: { id: "u1" } });
  });

  it("I14 what can be no key is told at once, with what to do", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "nonsense"), "hello");
    await expect(tokenAuthorize({})).rejects.toThrow(TypeError);
    await expect(tokenAuthorize({ secret: "short" })).rejects.toThrow(/5 bytes; it needs 32/);
    await expect(tokenAuthorize({ keys: join(folder, "none") })).rejects.toThrow(/cannot be read/);
    await expect(tokenAuthorize({ keys: join(folder, "nonsense") })).rejects.toThrow(/neither/);
    await expect(tokenAuthorize({ keys: "http://keys.example/x" })).rejects.toThrow(/https/);
  });

  it("I15 are made for a person, documents and a time", async () => {
    const authorize = await tokenAuthorize({ secret });
    const expiresAt = Date.now() + 60_000;
    const token = await makeToken(
      { user: "u1", name: "Ann", documents: ["a", "b/*"], access: "write", expiresAt },
      secret,
    );
    expect(await ask(authorize, token, "b/c")).toEqual({
      user: { id: "u1", name: "Ann" },
      access: "write",
      isOperator: false,
      expiresAt: Math.floor(expiresAt / 1_000) * 1_000,
    });
    const operator = await makeToken(
      { user: "root", documents: [], access: "read", isOperator: true },
      secret,
    );
    expect(await ask(authorize, operator, null)).toMatchObject({ isOperator: true });
    expect(await ask(authorize, operator, "a")).toMatchObject({ signIn: false });
  });
});
