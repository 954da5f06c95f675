/** Behind a proxy that ends connections on which too long a message is sent. */

import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { connect } from "@coscribe/client";
import { limitedProxy } from "../../support/limited-proxy.ts";
import { recordedConnection } from "../../support/recorded-connection.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

describe("a proxy with a limit", () => {
  it("C124 of less than a message has passes what can be cut, in smaller messages", async () => {
    const { url } = await testServer();
    const proxy = await limitedProxy(url, 20_000);
    const { connection } = recordedConnection(proxy.url);
    await connection.synced();
    connection.doc.getText("text").insert(0, "text of a large paste ".repeat(20_000));
    await connection.whenSaved();
    expect(proxy.ended()).toBeGreaterThan(0);
    const reader = connect(url, "doc", { doc: new Y.Doc() });
    await reader.synced();
    expect(reader.doc.getText("text").length).toBe(22 * 20_000);
    reader.close();
  });

  it("C124 names what cannot be cut and does not get through, until it is gone", async () => {
    const { url } = await testServer();
    const proxy = await limitedProxy(url, 100_000);
    const { connection, told } = recordedConnection(proxy.url);
    await connection.whenSaved();
    const whole = connection.doc.getMap("map");
    whole.set("large", "x".repeat(300_000));
    connection.doc.getText("text").insert(0, "small");
    await until("it to be named", () => connection.saveStatus.state === "notSaved");
    expect(connection.saveStatus).toMatchObject({ reason: "cutOff", pendingEdits: 2 });
    const { saveStatus } = connection;
    const { bytes = 0 } = saveStatus.state === "notSaved" ? saveStatus : {};
    expect(bytes).toBeGreaterThan(300_000);
    // It stays so while the connection comes and goes.
    told.length = 0;
    const ended = proxy.ended();
    await until("it to be tried again", () => proxy.ended() > ended + 1);
    expect(told).toEqual([]);
    whole.delete("large");
    await connection.whenSaved();
    expect(connection.saveStatus).toEqual({ state: "saved" });
  });
});
