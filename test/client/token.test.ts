/** How a token travels, and when another one is asked for. */

import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "@coscribe/client";
import { Access, type TokenSource } from "@coscribe/client/internal/access/access";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { SimClock } from "../support/sim-clock.ts";

interface Arrival {
  readonly socket: { readonly close: () => void; readonly protocol: string };
  readonly request: IncomingMessage;
}

describe("a token", () => {
  it("C130 goes along with every socket as a subprotocol, and in no address; a new one from the next on", async () => {
    const server = new WebSocketServer({
      port: 0,
      host: "127.0.0.1",
      handleProtocols: (offered) => [...offered][0] ?? false,
    });
    onTestFinished(() => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    });
    await once(server, "listening");
    const nextArrival = async (): Promise<Arrival> => {
      const [socket, request] = await once(server, "connection");
      return { socket, request };
    };

    const first = nextArrival();
    const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/below`;
    const connection = connect(address, "notes/today", { token: "a&b=(ü)" });
    onTestFinished(() => connection.close());
    const arrivals = [await first];
    for (const token of ["later", undefined]) {
      const next = nextArrival();
      connection.setToken(token);
      arrivals.at(-1)!.socket.close();
      arrivals.push(await next);
    }
    expect(arrivals.map(({ request }) => request.headers["sec-websocket-protocol"])).toEqual([
      "coscribe,coscribe.token.a%26b%3D%28%C3%BC%29",
      "coscribe,coscribe.token.later",
      undefined,
    ]);
    expect(arrivals.map(({ socket }) => socket.protocol)).toEqual(["coscribe", "coscribe", ""]);
    for (const { request } of arrivals) expect(request.url).not.toMatch(/token|later|ü|%C3/);
  });
});

/** What {@link Access} has its owner do, in words, on a clock that tests move. */
function keeper(source: TokenSource | undefined): {
  access: Access;
  clock: SimClock;
  told: string[];
} {
  const clock = new SimClock();
  const told: string[] = [];
  const access = new Access(source, clock, {
    tokenChanged: (token) => told.push(`token ${token}`),
    tokenFailed: (error) => told.push(`failed ${String(error)}`),
    changed: ({ access: level, refused = "" }) => told.push(`may ${level} ${refused}`.trim()),
    ended: (code, reason) => told.push(`ended ${code} ${reason}`),
  });
  return { access, clock, told };
}

/** A function that gives these, one after the other, and how often it was asked. */
function giving(...tokens: (string | undefined)[]): { source: TokenSource; asked: () => number } {
  let asked = 0;
  return {
    source: async () => tokens[Math.min(asked++, tokens.length - 1)],
    asked: () => asked,
  };
}

describe("a function that gives tokens", () => {
  it("C131 is asked before the first connection, and again when the time is almost over", async () => {
    const { source, asked } = giving("one", "two", "three");
    const { access, clock, told } = keeper(source);
    access.begin();
    await clock.advance(0);
    expect(told).toEqual(["token one"]);
    access.told({ access: "write", expiresInMs: 3_600_000 });
    await clock.advance(3_540_000);
    expect(asked()).toBe(1);
    access.told({ access: "write", expiresInMs: 60_000 });
    await clock.advance(0);
    expect(told.at(-1)).toBe("token two");
    // One that lasts no longer than that from the beginning is not asked for on and on.
    access.told({ access: "write", expiresInMs: 40_000 });
    await clock.advance(19_999);
    expect(asked()).toBe(2);
    await clock.advance(1);
    expect(told.at(-1)).toBe("token three");
  });

  it("C131 is asked again where the server does not take its token, and not for ever", async () => {
    const { access, clock, told } = keeper(giving("one", "two").source);
    access.begin();
    await clock.advance(0);
    expect(access.refused(4401, "expired")).toBe(true);
    await clock.advance(0);
    expect(told).toEqual(["token one", "token two"]);
    expect(access.refused(4401, "expired")).toBe(false);
    access.told({ access: "read" });
    expect(access.refused(4401, "expired")).toBe(true);
    expect(access.refused(4403, "not yours")).toBe(false);
    await clock.advance(0);
    // It is the one that was refused.
    expect(told.slice(2)).toEqual(["may read", "ended 4401 expired"]);
  });

  it("C131 a text is not asked for, and where there is no token any more it ends", async () => {
    const text = keeper("one");
    text.access.begin();
    expect(text.told).toEqual(["token one"]);
    expect(text.access.refused(4401, "expired")).toBe(false);
    const { access, clock, told } = keeper(giving("one", undefined).source);
    access.begin();
    await clock.advance(0);
    access.refused(4401, "expired");
    await clock.advance(0);
    expect(told).toEqual(["token one", "ended 4401 expired"]);
  });

  it("C131 may fail: that is told, and it is asked again after longer and longer pauses", async () => {
    let failures = 3;
    const { access, clock, told } = keeper(async () => {
      if (failures-- > 0) throw new Error("no network");
      return "one";
    });
    access.begin();
    await clock.advance(0);
    expect(told).toEqual(["failed Error: no network"]);
    await clock.advance(1_000);
    await clock.advance(1_999);
    expect(told).toHaveLength(2);
    await clock.advance(1);
    await clock.advance(4_000);
    expect(told.slice(2)).toEqual(["failed Error: no network", "token one"]);
  });

  it("C131 of several answers only that to the last question counts, and none after the end", async () => {
    const answers: ((token: string) => void)[] = [];
    const { access, clock, told } = keeper(() => new Promise((answer) => answers.push(answer)));
    access.begin();
    access.setSource(() => new Promise((answer) => answers.push(answer)));
    answers[1]!("new");
    answers[0]!("old");
    await clock.advance(0);
    expect(told).toEqual(["token new"]);
    access.setSource("text");
    access.close();
    access.setSource("late");
    expect(told).toEqual(["token new", "token text"]);
  });
});
