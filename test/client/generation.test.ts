/** A document that was deleted and made anew does not get its old content back from those who had it. */

import { connect, type Connection } from "@coscribe/client";
import { expect, it, onTestFinished } from "vitest";
import { Relay } from "../support/relay.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

function join(url: string): Connection {
  const connection = connect(url, "doc");
  onTestFinished(() => connection.close());
  return connection;
}

const textOf = ({ doc }: Connection): string => doc.getText("text").toString();

it("C8 a client that was away is refused, not merged, when the document was made anew meanwhile", async () => {
  const { server, url } = await testServer();
  const relay = await Relay.start();
  relay.lead(url);
  const connection = join(relay.url);
  connection.doc.getText("text").insert(0, "old");
  await connection.whenSaved();
  relay.cut();
  await until("the loss", () => connection.saveStatus.state === "offline");
  connection.doc.getText("text").insert(3, " and unsent");
  await server.deleteDocument("doc");
  const stranger = join(url);
  stranger.doc.getText("text").insert(0, "new");
  await stranger.whenSaved();
  relay.lead(url);
  await until("the refusal", () => connection.status.state === "refused");
  expect(connection.saveStatus).toMatchObject({ state: "refused", code: 4404, pendingEdits: 1 });
  const reader = join(url);
  await reader.synced();
  expect([stranger, reader].map(textOf)).toEqual(["new", "new"]);
  expect(textOf(connection)).toBe("old and unsent");
});

it("C8 a client that was away goes on with the document that it knows", async () => {
  const { url } = await testServer();
  const relay = await Relay.start();
  relay.lead(url);
  const connection = join(relay.url);
  connection.doc.getText("text").insert(0, "one ");
  await connection.whenSaved();
  relay.cut();
  await until("the loss", () => connection.saveStatus.state === "offline");
  connection.doc.getText("text").insert(4, "two");
  relay.lead(url);
  await connection.whenSaved();
  const reader = join(url);
  await reader.synced();
  expect(textOf(reader)).toBe("one two");
});
