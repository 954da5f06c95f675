/** `coscribe token`, and a server that takes what it has made. */

import { describe, expect, it } from "vitest";
import { tokenAuthorize } from "@coscribe/server";
import { peerWith, toldOf } from "../access/access-support.ts";
import { runCommandHere } from "../../support/command-here.ts";
import { testServer } from "../../support/test-server.ts";

const secret = "a secret of thirty-two bytes or more";

function run(...args: string[]): ReturnType<typeof runCommandHere> {
  return runCommandHere(["token", ...args], { COSCRIBE_TOKEN_SECRET: secret });
}

describe("coscribe token", () => {
  it("I27 prints a token and the link that carries it, and a server with the secret takes it", async () => {
    const args = [
      "--document",
      "notes/Q1 plan",
      "--user",
      "ann",
      "--name",
      "Ann",
      "--access",
      "read",
    ];
    const { code, stdout } = await run(
      ...args,
      "--expires",
      "12h",
      "--url",
      "https://x.example/d/",
    );
    const [token = "", link] = stdout.trimEnd().split("\n");
    expect(code).toBe(0);
    expect(link).toBe(`https://x.example/d/d/notes/Q1%20plan#token=${token}`);
    const { port } = await testServer({ authorize: await tokenAuthorize({ secret }) });
    const peer = await peerWith(port, token, "/notes/Q1%20plan?access=1");
    const { expiresInMs, ...told } = await toldOf(peer, () => true);
    expect(told).toEqual({ access: "read", user: { id: "ann", name: "Ann" } });
    expect(Math.round(expiresInMs! / 60_000)).toBe(12 * 60);
    const elsewhere = await peerWith(port, token, "/other");
    expect(await elsewhere.ended()).toMatchObject({ code: 4403 });
  });

  it("I27 has no link for more than one document", async () => {
    const all = await run("--document", "notes/*", "--user", "ann", "--json");
    expect(JSON.parse(all.stdout)).toEqual({ token: expect.stringContaining(".") });
    const operator = await run("--operator", "--user", "root", "--expires", "never");
    expect(operator.stdout.trimEnd().split("\n")).toHaveLength(1);
  });

  it("I27 tells everything that is wrong with its line at once, and no secret", async () => {
    const { code, stderr } = await runCommandHere(
      ["token", "--access", "own", "--expires", "soon", "--color", "red", "--url", "x"],
      { COSCRIBE_TOKEN_SECRET: "tooshort" },
    );
    expect(code).toBe(2);
    for (const flag of ["user", "document", "access", "expires", "color", "url"]) {
      expect(stderr).toContain(`--${flag}`);
    }
    expect(stderr).toContain("COSCRIBE_TOKEN_SECRET: must have 32 bytes");
    expect(stderr).toContain("12h or 7d, or never");
    expect(stderr).not.toContain("tooshort");
  });
});
