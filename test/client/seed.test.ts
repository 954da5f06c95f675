/** The first content of a document, brought by clients. */

import { connect, type Connection } from "@coscribe/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { Relay } from "../support/relay.ts";
import { testServer } from "../support/test-server.ts";

function join(url: string): Connection {
  const connection = connect(url, "notes");
  onTestFinished(() => connection.close());
  return connection;
}

const seedWith = (connection: Connection, text: string): Promise<boolean> =>
  connection.seed((doc) => doc.getText("text").insert(0, text));

const textOf = ({ doc }: Connection): string => doc.getText("text").toJSON();

describe("first content", () => {
  it("C129 of all clients that bring one at once, one's is there, once, and everybody sees it", async () => {
    const { url } = await testServer();
    const clients = Array.from({ length: 10 }, () => join(url));
    const taken = await Promise.all(clients.map((client, index) => seedWith(client, `${index};`)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const expected = `${taken.indexOf(true)};`;
    for (const client of clients) await expect.poll(() => textOf(client)).toBe(expected);
    expect(await seedWith(clients[0]!, "later")).toBe(false);
  });

  it("C129 it waits for a connection, and is offered again where no answer came", async () => {
    const relay = await Relay.start();
    const { url } = await testServer();
    const connection = join(relay.url);
    const seeded = seedWith(connection, "template");
    relay.lead(url);
    expect(await seeded).toBe(true);
    expect(textOf(connection)).toBe("template");
  });

  it("C129 nobody waits for it who has left", async () => {
    const relay = await Relay.start();
    const connection = join(relay.url);
    const seeded = seedWith(connection, "template");
    connection.close();
    await expect(seeded).rejects.toThrow();
  });
});
