/** Who may do what by HTTP: the same as on a socket. */

import { makeToken, tokenAuthorize } from "@coscribe/server";
import { describe, expect, it } from "vitest";
import { testServer } from "../../support/test-server.ts";

const secret = "a secret of thirty-two bytes or more";

/** Asks with a token; resolves to the status and the code of an error. */
type Ask = (path: string, init: RequestInit, token?: string) => Promise<[number, unknown]>;

async function scene(): Promise<Ask> {
  const { port } = await testServer({ authorize: await tokenAuthorize({ secret }) });
  return async (path, init, token) => {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers, ...init });
    const body: unknown = await response.json().catch(() => undefined);
    return [response.status, (body as { error?: { code: string } })?.error?.code];
  };
}

const tokenFor = (access: "read" | "comment" | "write", ...documents: string[]): Promise<string> =>
  makeToken({ user: "u1", documents, access }, secret);

describe("who asks by HTTP", () => {
  it("I16 sends a file for a document only who may write to that; whoever was shown one gets it", async () => {
    const ask = await scene();
    const post = { method: "POST", body: "hello" };
    const path = "/api/v1/files?document=notes%2Ftoday";
    expect(await ask(path, post)).toEqual([401, "unauthenticated"]);
    expect(await ask(path, post, "nonsense")).toEqual([401, "unauthenticated"]);
    for (const access of ["read", "comment"] as const) {
      expect(await ask(path, post, await tokenFor(access, "*"))).toEqual([403, "forbidden"]);
    }
    expect(await ask(path, post, await tokenFor("write", "other"))).toEqual([403, "forbidden"]);
    expect(await ask(path, post, await tokenFor("write", "notes/*"))).toEqual([200, undefined]);
    const hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    expect(await ask(`/api/v1/files/${hash}`, {})).toEqual([200, undefined]);
  });

  it("I16 converts a document only who may write to it", async () => {
    const ask = await scene();
    const post = { method: "POST" };
    expect(await ask("/convert/doc", post)).toEqual([401, "unauthenticated"]);
    expect(await ask("/convert/doc", post, await tokenFor("read", "doc"))).toEqual([
      403,
      "forbidden",
    ]);
    expect(await ask("/convert/doc", post, await tokenFor("write", "doc"))).toEqual([
      200,
      undefined,
    ]);
  });
});
