/** Webhooks: to a receiver on a real socket, on a clock that a test moves. */

import { createSyncServer, memoryStore, type ServerEvent } from "@coscribe/server";
import type { Notice } from "@coscribe/server/internal/hooks/notice";
import type { Webhook } from "@coscribe/server";
import { Webhooks } from "@coscribe/server/internal/hooks/webhooks/webhooks";
import { parseDocumentName } from "@coscribe/shared";
import { Webhook as Verifier } from "standardwebhooks";
import { describe, expect, it, onTestFinished } from "vitest";
import { SimClock } from "../../support/sim-clock.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import { webhookReceiver, type WebhookReceiver } from "../../support/webhook-receiver.ts";

const secret = "whsec_bm9ib2R5IGVsc2Uga25vd3MgdGhlc2UgYnl0ZXM=";

const opened = (document: string): Notice => {
  return { type: "documentOpened", document: parseDocumentName(document) };
};

interface Sender {
  readonly clock: SimClock;
  readonly webhooks: Webhooks;
  readonly events: ServerEvent[];
}

/** Webhooks without a server. */
function sender(receiver: { readonly url: string }, allowPrivateWebhooks = true): Sender {
  const clock = new SimClock();
  const events: ServerEvent[] = [];
  const webhooks = new Webhooks({
    webhooks: [{ url: receiver.url, secret }],
    allowPrivateWebhooks,
    store: memoryStore(),
    clock,
    onEvent: (event) => events.push(event),
  });
  onTestFinished(() => webhooks.close());
  return { clock, webhooks, events };
}

const documentsIn = ({ received }: WebhookReceiver): readonly unknown[] => {
  return received.map(({ event }) => event["document"]);
};

/** Lets time pass until so much has come. */
async function untilReceived(
  { received }: WebhookReceiver,
  count: number,
  clock: SimClock,
): Promise<void> {
  await until(`${count} deliveries`, async () => {
    await clock.advance(1_000);
    return received.length >= count;
  });
}

const failures = ({ events }: Sender): readonly unknown[] => {
  return events.flatMap((event) => {
    return event.type === "webhookFailed" ? [[event.attempts, event.isGivenUp]] : [];
  });
};

describe("webhooks", () => {
  it("T40 tell what becomes of documents, signed so that Standard Webhooks verifies them", async () => {
    const receiver = await webhookReceiver();
    const { url } = await testServer({
      idleDocumentMs: 0,
      savedQuietMs: 0,
      authorize: () => ({ user: { id: "ann", name: "Ännchen" }, access: "write" }),
      webhooks: [{ url: receiver.url, secret }],
      allowPrivateWebhooks: true,
    });
    const client = await syncedClient(url, "notes/ü");
    client.doc.getText("text").insert(0, "words");
    await until("two", () => receiver.received.length === 2);
    client.provider.destroy();
    await until("all", () => receiver.received.length === 3);
    const document = { id: expect.any(String), time: expect.any(String), document: "notes/ü" };
    const users = [{ id: "ann", name: "Ännchen" }];
    const saved = { generation: expect.any(String), sequence: 1, users };
    expect(receiver.received.map(({ event }) => event)).toEqual([
      { ...document, type: "documentOpened" },
      { ...document, type: "documentSaved", ...saved },
      { ...document, type: "documentClosed" },
    ]);
    for (const { path, headers, body, event } of receiver.received) {
      expect(path).toBe("/hook");
      expect(headers["content-type"]).toBe("application/json");
      expect(headers["webhook-id"]).toBe(event["id"]);
      const verified = new Verifier(secret).verify(body, headers as Record<string, string>);
      expect(verified).toEqual(event);
      const others = new Verifier("b3RoZXIgYnl0ZXMgdGhhbiB0aG9zZSBhYm92ZSE=");
      expect(() => others.verify(body, headers as Record<string, string>)).toThrow();
      expect(() => new Verifier(secret).verify(`${body} `, headers as never)).toThrow();
    }
  });

  it("T40 send those events only that a receiver wants", async () => {
    const receiver = await webhookReceiver();
    const { url } = await testServer({
      idleDocumentMs: 0,
      webhooks: [{ url: receiver.url, secret, events: ["documentClosed"] }],
      allowPrivateWebhooks: true,
    });
    const client = await syncedClient(url, "doc");
    client.provider.destroy();
    await until("one", () => receiver.received.length === 1);
    expect(receiver.received[0]?.event["type"]).toBe("documentClosed");
  });

  it("T41 are tried again with growing pauses, in the order of each document, one at a time", async () => {
    const receiver = await webhookReceiver();
    let atOnce = 0;
    let mostAtOnce = 0;
    receiver.answer = (response, { event }) => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      response.on("close", () => atOnce--);
      const isFirst = receiver.received.length <= 2 && event["document"] === "one";
      response.writeHead(isFirst ? 500 : 200).end();
    };
    const all = sender(receiver);
    for (const name of ["one", "two", "one", "three"]) all.webhooks.send(opened(name));
    await until("the others", () => receiver.received.length === 3);
    expect(documentsIn(receiver)).toEqual(["one", "two", "three"]);
    await untilReceived(receiver, 5, all.clock);
    expect(documentsIn(receiver).slice(3)).toEqual(["one", "one"]);
    const [first, , , again, second] = receiver.received;
    expect(again?.event["id"]).toBe(first?.event["id"]);
    expect(second?.event["id"]).not.toBe(first?.event["id"]);
    expect(again?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    expect(mostAtOnce).toBe(1);
    expect(failures(all)).toEqual([[1, false]]);
  });

  it("T41 wait as long as a receiver asks for", async () => {
    const receiver = await webhookReceiver();
    receiver.answer = (response) => {
      const isFirst = receiver.received.length === 1;
      response.writeHead(isFirst ? 429 : 200, { "retry-after": "100" }).end();
    };
    const all = sender(receiver);
    all.webhooks.send(opened("one"));
    await until("the failure", () => failures(all).length === 1);
    all.webhooks.send(opened("two"));
    await all.clock.advance(99_000);
    expect(receiver.received).toHaveLength(1);
    await untilReceived(receiver, 3, all.clock);
    expect(documentsIn(receiver)).toEqual(["one", "one", "two"]);
  });

  it("T41 are given up after three days", async () => {
    const receiver = await webhookReceiver();
    receiver.answer = (response) => response.writeHead(503).end();
    const all = sender(receiver);
    all.webhooks.send(opened("one"));
    await until("the end", async () => {
      await all.clock.advance(600_000);
      return failures(all).length === 2;
    });
    expect(all.clock.now()).toBeGreaterThan(60 * 3_600_000);
    expect(all.clock.now()).toBeLessThan(80 * 3_600_000);
    const { length } = receiver.received;
    expect(length).toBeGreaterThan(10);
    expect(failures(all)).toEqual([
      [1, false],
      [length, true],
    ]);
    await all.clock.advance(24 * 3_600_000);
    expect(receiver.received).toHaveLength(length);
  });

  it("T42 that a receiver does not want are given up soon, and no redirect is followed", async () => {
    const receiver = await webhookReceiver();
    const other = await webhookReceiver();
    for (const [status, headers] of [
      [404, {}],
      [302, { location: other.url }],
      [308, { location: other.url }],
    ] as const) {
      receiver.received.length = 0;
      receiver.answer = (response, { event }) => {
        const isWanted = event["document"] === "wanted";
        response.writeHead(isWanted ? 200 : status, headers).end();
      };
      const all = sender(receiver);
      all.webhooks.send(opened("unwanted"));
      all.webhooks.send(opened("wanted"));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await untilReceived(receiver, 4, all.clock);
      // oxlint-disable-next-line no-await-in-loop
      await until("the end", () => failures(all).length === 2);
      expect(documentsIn(receiver)).toEqual(["unwanted", "wanted", "unwanted", "unwanted"]);
      expect(failures(all)).toEqual([
        [1, false],
        [3, true],
      ]);
    }
    expect(other.received).toEqual([]);
  });

  it("T43 read no more of an answer than they must, and wait for none for ever", async () => {
    const receiver = await webhookReceiver();
    receiver.answer = (response, { event }) => {
      if (event["document"] === "silent") return;
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", pour);
      response.on("error", () => undefined);
      pour();
    };
    const all = sender(receiver);
    all.webhooks.send(opened("endless"));
    all.webhooks.send(opened("silent"));
    await until("both", () => receiver.received.length === 2);
    expect(failures(all)).toEqual([]);
    await until("the end", async () => {
      await all.clock.advance(1_000);
      return failures(all).length === 1;
    });
    expect(failures(all)).toEqual([[1, false]]);
  });

  it("T44 that wait are bounded: the oldest are given up", async () => {
    const receiver = await webhookReceiver();
    receiver.answer = (response) => response.writeHead(503).end();
    const all = sender(receiver);
    all.webhooks.send(opened("first"));
    await until("the first to fail", () => failures(all).length === 1);
    for (let index = 0; index < 10_001; index++) all.webhooks.send(opened(`doc${index}`));
    expect(failures(all).slice(1)).toEqual([
      [1, true],
      [0, true],
    ]);
  });

  it("T45 go to private addresses only where that is allowed", async () => {
    const receiver = await webhookReceiver();
    for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f000001"]) {
      const all = sender({ url: `http://${host}:${receiver.port}/hook` }, false);
      all.webhooks.send(opened("doc"));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await until("the end", async () => {
        await all.clock.advance(5_000);
        return failures(all).length === 2;
      });
      const [, failure] = all.events;
      expect(failure).toMatchObject({ cause: { name: "PrivateAddressError" }, isGivenUp: true });
    }
    expect(receiver.received).toEqual([]);
  });

  it.each([
    [{ url: "http://notes.example/hook", secret }, "webhooks.0.url: must be https"],
    [{ url: "ftp://notes.example/hook", secret }, "webhooks.0.url: must be a URL"],
    [{ url: "https://a:b@notes.example/hook", secret }, "webhooks.0.url: must be a URL"],
    [{ url: "https://notes.example", secret: "short" }, "webhooks.0.secret: must be base64"],
    [
      { url: "https://notes.example", secret, events: ["saved"] },
      "webhooks.0.events.0: Invalid option",
    ],
  ])("T46 that make no sense are refused: %j", (webhook, problem) => {
    const make = (): unknown =>
      createSyncServer({ store: memoryStore(), webhooks: [webhook as Webhook] });
    expect(make).toThrow(problem);
  });
});
