/** Content by HTTP that is made to be too much, or of which nothing is left. */

import { describe, expect, it } from "vitest";
import { apiOf } from "../support/api-client.ts";
import { testServer } from "../support/test-server.ts";

describe("content that says nothing, or too much", () => {
  it("H35 what says nothing makes a document, whatever it is made of", async () => {
    const { url } = await testServer();
    const api = apiOf(url);
    const asked = [
      ["text/markdown", "\n"],
      ["text/markdown", "> ".repeat(10_000)],
      ["text/html", "<div>".repeat(1_000)],
      ["text/html", "<p>"],
    ] as const;
    for (const [at, [type, body]] of asked.entries()) {
      const { status, headers } = await api(`PUT /content/doc-${at}`, { type, body });
      expect(status, `${type} ${body.slice(0, 9)}`).toBe(201);
      const read = await api(`GET /content.txt/doc-${at}`);
      expect([read.status, read.text.trim()]).toEqual([200, ""]);
      const tag = headers.get("etag") ?? "";
      const more = { type: "text/plain", body: "more", headers: { "If-Match": tag } };
      expect((await api(`PUT /content/doc-${at}`, more)).status).toBe(200);
    }
  });

  it("H34 a table of thousands of rows is taken", async () => {
    const { url } = await testServer();
    const api = apiOf(url);
    const body = `|a|b|\n|-|-|\n${"|1|2|\n".repeat(5_000)}`;
    const { status, text } = await api("PUT /content/doc", { type: "text/markdown", body });
    expect(status, text).toBe(201);
  });
});
