/** What requests are called, and who is told. */

import { expect, it } from "vitest";
import { RawPeer } from "../../support/raw-peer.ts";
import { testServer } from "../../support/test-server.ts";

it("O8 a program that is asked who may do what knows the name of the session, and so does its failure", async () => {
  const names: unknown[] = [];
  const { port, events } = await testServer({
    authorize: ({ headers }) => {
      names.push(headers["x-request-id"]);
      throw new Error("the directory does not answer");
    },
  });
  const peer = new RawPeer(port, "/doc", { "X-Request-Id": "made-up-name" });
  await peer.ended();
  const opened = events.find((event) => event.type === "sessionOpened");
  expect(names).toEqual([opened?.session]);
  expect(opened?.session).toMatch(/^[0-9a-f]{12}$/);
  expect(events.find((event) => event.type === "authorizeFailed")).toMatchObject({
    request: opened?.session,
  });
});
