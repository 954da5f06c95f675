/** Content by HTTP that is made to be too much, or of which nothing is left. */

import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { apiOf } from "../support/api-client.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

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

  it("H38 bodies that come slowly take no more memory than there is for them, and little ones are taken", async () => {
    const { url, port } = await testServer({ maxInboundBytesInAll: 4 * 2 ** 20 });
    const api = apiOf(url);
    const answers: string[] = [];
    const piece = Buffer.alloc(2 ** 20, "a");
    const sockets = Array.from({ length: 8 }, (_, at) => {
      const socket = connect({ host: "127.0.0.1", port });
      onTestFinished(() => void socket.destroy());
      socket.on("error", () => undefined);
      socket.once("data", (bytes: Buffer) => answers.push(bytes.toString()));
      socket.write(
        `PUT /api/v1/content/doc-${at} HTTP/1.1\r\nHost: localhost:${port}\r\n` +
          `Content-Type: text/plain\r\nContent-Length: ${5 * 2 ** 20}\r\n\r\n`,
      );
      for (let sent = 0; sent < 4; sent++) socket.write(piece);
      return socket;
    });
    await until("refusals", () => answers.length >= 7);
    expect(answers.every((text) => text.includes("tryAgainLater"))).toBe(true);
    expect((await api("PUT /content/little", { type: "text/plain", body: "little" })).status).toBe(
      201,
    );
    for (const socket of sockets) socket.destroy();
    const large = { type: "application/octet-stream", body: Buffer.alloc(4 * 2 ** 20) };
    await until("room", async () => (await api("PATCH /content/large", large)).status === 422);
  });

  it("H38 content is read no further than content may be long", async () => {
    const { port } = await testServer({ maxContentBytes: 1_000 });
    const answer = await apiOf(`http://localhost:${port}`)("PUT /content/doc", {
      type: "text/plain",
      body: "a".repeat(1_001),
    });
    expect([answer.status, answer.json.code]).toEqual([413, "bodyTooLarge"]);
  });
});
