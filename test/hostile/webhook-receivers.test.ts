/** Receivers of webhooks that do whatever they like with a connection. */

import { createServer, type AddressInfo, type Socket } from "node:net";
import { sendWebhook } from "@coscribe/server/internal/hooks/webhooks/send-webhook";
import { systemClock } from "@coscribe/server/internal/clock";
import { describe, expect, it, onTestFinished } from "vitest";

/** A receiver that answers each connection with these bytes once it has been sent something. */
async function receiver(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    socket.once("data", () => answer(socket));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("receivers of webhooks", () => {
  it.each([
    [
      "takes the connection for something else",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
    ],
    ["says nothing and closes", ""],
    ["answers no HTTP", "hello\r\n\r\n"],
    ["answers with half a head", "HTTP/1.1 200 O"],
    ["answers less than it says", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"],
    ["goes on and then closes", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"],
    ["answers a head without an end", `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(20_000)}`],
  ])("H31 one that %s is answered for", async (_, bytes) => {
    const url = await receiver((socket) => void socket.end(bytes));
    const options = {
      clock: systemClock,
      allowPrivate: true,
      signal: new AbortController().signal,
    };
    const outcome = await sendWebhook({ url, headers: {}, body: "{}" }, options).then(
      ({ status }) => status,
      () => "failed",
    );
    expect([200, "failed"]).toContain(outcome);
  });
});
