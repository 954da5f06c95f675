/** Links that let others in, made by whoever may write. */

import { tokenAuthorize, type SyncServerOptions } from "@coscribe/server";
import { connect } from "@coscribe/client";
import { makeToken, type TokenContent } from "@coscribe/server/internal/access/tokens/make-token";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { SimClock } from "../../support/sim-clock.ts";
import { testServer } from "../../support/test-server.ts";

const secret = "a secret of more than thirty-two bytes";

let authorize: Awaited<ReturnType<typeof tokenAuthorize>>;
beforeAll(async () => {
  authorize = await tokenAuthorize({ secret });
});

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Record<string, unknown>;
}

/** A server that makes links, and how to ask it about those of a document. */
async function linkServer(
  options: Partial<SyncServerOptions> = { authorize, linkSecret: secret },
): Promise<{
  url: string;
  ask: (token: string | undefined, wish?: unknown, name?: string) => Promise<Answer>;
}> {
  const { url } = await testServer(options);
  return {
    url,
    ask: async (token, wish, name = "notes") => {
      const address = `${url.replace("ws:", "http:")}/api/v1/links/${name}`;
      const response = await fetch(address, {
        headers: {
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...(wish !== undefined && { "Content-Type": "application/json" }),
        },
        ...(wish !== undefined && {
          method: "POST",
          body: typeof wish === "string" ? wish : JSON.stringify(wish),
        }),
      });
      const body = (await response.json()) as Record<string, unknown>;
      return { status: response.status, type: response.headers.get("content-type"), body };
    },
  };
}

function tokenWith(more: Partial<TokenContent> = {}): Promise<string> {
  return makeToken({ user: "ada", documents: ["*"], access: "write", ...more }, secret);
}

describe("links", () => {
  it("I17 whoever may write makes links that allow as much or less, for one document, to whoever has them", async () => {
    const { url, ask } = await linkServer();
    const own = await tokenWith();
    expect(await ask(own)).toMatchObject({
      status: 200,
      body: { access: ["read", "comment", "write"] },
    });
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { status, body } = await ask(own, { access: "read", expiresAt }, "team/notes");
    expect(status).toBe(201);
    expect(body).toEqual({
      token: expect.any(String),
      access: "read",
      expiresAt: `${expiresAt.slice(0, 19)}.000Z`,
    });
    const token = String(body["token"]);
    const visitor = connect(url, "team/notes", {
      token,
      user: { name: "Bea", color: "#112233", id: "b" },
    });
    onTestFinished(() => visitor.close());
    await visitor.synced();
    expect(visitor.access?.access).toBe("read");
    // They are seen as they say: all who have the link are told apart.
    expect(visitor.access?.user).toBeUndefined();
    expect(visitor.people.map(({ user }) => user?.id)).toEqual(["b"]);
    const elsewhere = connect(url, "other", { token });
    onTestFinished(() => elsewhere.close());
    await expect(elsewhere.synced()).rejects.toThrow("4403");
    const forever = await ask(own, { access: "write" });
    expect(forever.body).toMatchObject({ access: "write", expiresAt: null });
  });

  it("I18 nobody hands on more than they may, nor for longer, except an operator for longer", async () => {
    const clock = new SimClock();
    const { ask } = await linkServer({ authorize, linkSecret: secret, clock });
    // A token is checked by the real time, a wish by the server's.
    const end = Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000;
    const reader = await tokenWith({ access: "comment" });
    expect((await ask(reader)).body).toEqual({ access: [] });
    const refused = await ask(reader, { access: "read" });
    expect(refused).toMatchObject({
      status: 403,
      type: "application/problem+json",
      body: { code: "forbidden", status: 403 },
    });
    const short = await tokenWith({ expiresAt: end });
    const { body } = await ask(short, { access: "write" });
    expect(body["expiresAt"]).toBe(new Date(end).toISOString());
    const later = new Date(end + 86_400_000).toISOString();
    expect((await ask(short, { access: "read", expiresAt: later })).body["expiresAt"]).toBe(
      new Date(end).toISOString(),
    );
    const operator = await tokenWith({ access: "read", isOperator: true, expiresAt: end });
    expect((await ask(operator)).body).toEqual({ access: ["read"] });
    expect((await ask(operator, { access: "read", expiresAt: later })).body["expiresAt"]).toBe(
      later,
    );
    expect((await ask(operator, { access: "write" })).status).toBe(403);
    expect((await ask(undefined, { access: "read" })).status).toBe(401);
    const other = await tokenWith({ documents: ["other"] });
    expect((await ask(other, { access: "read" })).status).toBe(403);
  });

  it("I19 what makes no sense is refused with the reason, and a server without the secret makes none", async () => {
    const { ask } = await linkServer();
    const own = await tokenWith();
    const wishes: [unknown, RegExp][] = [
      ["{", /JSON/],
      [{ access: "all" }, /access/],
      [{ access: "read", expiresAt: "tomorrow" }, /expiresAt/],
      [{ access: "read", expiresAt: "2001-01-01T00:00:00Z" }, /over already/],
      [{ access: "read", doc: "*" }, /doc/],
    ];
    for (const [wish, detail] of wishes) {
      const { status, body } = await ask(own, wish);
      expect({ status, detail: body["detail"] }).toEqual({
        status: 400,
        detail: expect.stringMatching(detail),
      });
    }
    const without = await linkServer({ authorize });
    expect((await without.ask(own)).body).toEqual({ access: [] });
    expect(await without.ask(own, { access: "read" })).toMatchObject({
      status: 501,
      body: { code: "linksNotMade" },
    });
    const open = await linkServer({ linkSecret: secret });
    expect((await open.ask(undefined)).body).toEqual({ access: [] });
    await expect(testServer({ linkSecret: "short" })).rejects.toThrow("32");
  });
});
