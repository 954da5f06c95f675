import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "@coscribe/client";
import { expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";

it("E163 a token goes along with every socket, and a new one from the next on", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  await once(server, "listening");
  const tokens: (string | null)[] = [];
  const nextSocket = async (): Promise<{ close: () => void }> => {
    const [socket, request] = (await once(server, "connection")) as [
      { close: () => void },
      { url: string },
    ];
    tokens.push(new URL(request.url, "ws://host").searchParams.get("token"));
    return socket;
  };

  const first = nextSocket();
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/below`;
  const connection = connect(address, "notes/today", { token: "a&b=ü" });
  onTestFinished(() => connection.close());
  const second = nextSocketAfter(await first);
  connection.setToken("later");
  await second;
  const third = nextSocketAfter(await second);
  connection.setToken(undefined);
  await third;
  expect(tokens).toEqual(["a&b=ü", "later", null]);

  function nextSocketAfter(socket: { close: () => void }): Promise<{ close: () => void }> {
    const next = nextSocket();
    socket.close();
    return next;
  }
});
