/** What waits for a receiver of webhooks outlives the server: real LevelDB, the real command, `kill -9`. */

import { levelStore, type ServerEvent } from "@coscribe/server";
import { Webhooks } from "@coscribe/server/internal/hooks/webhooks/webhooks";
import { parseDocumentName } from "@coscribe/shared";
import { Webhook as Verifier } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { runCommand, startServerBy } from "../../support/server-process.ts";
import { SimClock } from "../../support/sim-clock.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { webhookReceiver, type WebhookReceiver } from "../../support/webhook-receiver.ts";

const secret = "bm9ib2R5IGVsc2Uga25vd3MgdGhlc2UgYnl0ZXM=";

const idsIn = ({ received }: WebhookReceiver): unknown[] =>
  received.map(({ event }) => event["id"]);

describe("webhooks across restarts", () => {
  it("T47 come again, in order, with the same ids, and none that was delivered", async () => {
    const data = temporaryFolder();
    const receiver = await webhookReceiver();
    const gone = await webhookReceiver();
    const start = (...urls: string[]) => {
      const store = levelStore(data);
      const clock = new SimClock();
      const events: ServerEvent[] = [];
      const webhooks = new Webhooks({
        webhooks: urls.map((url) => ({ url, secret })),
        allowPrivateWebhooks: true,
        store,
        clock,
        onEvent: (event) => events.push(event),
      });
      const stop = async (): Promise<void> => {
        await webhooks.close();
        await store.close();
      };
      return { store, clock, webhooks, events, stop };
    };
    const failed = ({ events }: { events: ServerEvent[] }): number => {
      return events.filter(({ type }) => type === "webhookFailed").length;
    };

    const first = start(receiver.url, gone.url);
    gone.answer = (response) => response.writeHead(503).end();
    receiver.answer = (response) => {
      response.writeHead(receiver.received.length === 1 ? 200 : 503).end();
    };
    for (const name of ["one", "one", "two", "one"]) {
      first.webhooks.send({ type: "documentOpened", document: parseDocumentName(name) });
    }
    await until(
      "a delivery, and failures",
      () => receiver.received.length > 1 && failed(first) > 1,
    );
    await first.stop();
    const [delivered, waiting] = idsIn(receiver);
    receiver.received.length = 0;

    // Events are kept from the moment that a server begins, also where it ends in the middle of a delivery.
    const second = start(receiver.url);
    receiver.answer = () => undefined;
    second.webhooks.send({ type: "documentClosed", document: parseDocumentName("two") });
    await until("a delivery without an answer", async () => {
      await second.clock.advance(1_000);
      return receiver.received.length === 1;
    });
    await second.stop();
    receiver.received.length = 0;

    const third = start(receiver.url);
    receiver.answer = (response) => response.writeHead(204).end();
    third.webhooks.start();
    await until("the rest", async () => {
      await third.clock.advance(5_000);
      return receiver.received.length === 4;
    });
    const documents = receiver.received.map(({ event }) => `${event["document"]} ${event["type"]}`);
    expect(documents.filter((told) => told.startsWith("one"))).toEqual([
      "one documentOpened",
      "one documentOpened",
    ]);
    expect(documents.filter((told) => told.startsWith("two"))).toEqual([
      "two documentOpened",
      "two documentClosed",
    ]);
    expect(idsIn(receiver)).toContain(waiting);
    expect(idsIn(receiver)).not.toContain(delivered);
    await until("them to be forgotten", async () => {
      return (await third.store.metadata?.list("webhooks"))?.length === 0;
    });
    await third.stop();
  });

  it("T47 of the command come after kill -9, until they are taken", async () => {
    const data = temporaryFolder();
    const receiver = await webhookReceiver();
    const environment = [
      "env",
      `COSCRIBE_WEBHOOK=${receiver.url}`,
      `COSCRIBE_WEBHOOK_SECRET=${secret}`,
      "COSCRIBE_ALLOW_PRIVATE_WEBHOOKS=true",
    ];
    receiver.answer = (response) => response.writeHead(503).end();
    const first = await startServerBy(environment, data);
    await syncedClient(first.url, "doc");
    await until("an attempt", () => receiver.received.length > 0);
    await first.stop("SIGKILL");
    const [id] = idsIn(receiver);
    receiver.received.length = 0;
    receiver.answer = (response) => response.writeHead(204).end();
    const second = await startServerBy(environment, data);
    await until("it to come again", () => idsIn(receiver).includes(id));
    const { body, headers } = receiver.received.find(({ event }) => event["id"] === id)!;
    expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: "documentOpened",
      document: "doc",
    });
    expect(await second.stop("SIGTERM")).toBe(0);
  });

  it.each([
    [["--webhook", "https://notes.example/"], {}, "set COSCRIBE_WEBHOOK_SECRET, too"],
    [
      ["--webhook", "http://notes.example/"],
      { COSCRIBE_WEBHOOK_SECRET: secret },
      "--webhook: must be https, unless private webhooks are allowed with --allow-private-webhooks",
    ],
    [
      ["--webhook", "notes.example"],
      { COSCRIBE_WEBHOOK_SECRET: secret },
      "--webhook: must be a URL",
    ],
    [
      ["--webhook", "https://notes.example/"],
      { COSCRIBE_WEBHOOK_SECRET: "hush" },
      "COSCRIBE_WEBHOOK_SECRET: must be base64",
    ],
  ] as const)("T46 %j with %j is a mistake that is named", async (flags, environment, words) => {
    const { code, stderr } = await runCommand(flags, environment);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("hush");
  });
});
