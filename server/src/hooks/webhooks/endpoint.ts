/**
 * What waits for one receiver of webhooks, and its way there: one delivery after the other, those of a document in
 * their order.
 *
 * Invariants: 1. an event is forgotten only when the receiver has taken it or it is given up: until then it is on disk,
 * and comes again after a restart, with the same id. 2. No event is sent while an earlier one of its document
 * waits. 3. What waits is bounded; the oldest is given up first.
 */

import { createHash, randomUUID } from "node:crypto";
import type { DocumentName } from "@coscribe/shared";
import * as z from "zod";
import type { Clock, Timer } from "../../clock.ts";
import type { ServerEvent } from "../../server-event.ts";
import type { MetadataChange, MetadataEntry, MetadataStore } from "../../store/metadata-store.ts";
import { noticeTypes, type Notice } from "../notice.ts";
import {
  mostAgeMs,
  mostRefusals,
  outcomeOf,
  outcomeOfError,
  pauseAfter,
  type Outcome,
} from "./retry.ts";
import { sendWebhook } from "./send-webhook.ts";
import { webhookHeaders } from "./sign-webhook.ts";
import { keyOf, type Webhook } from "./webhook.ts";

/** What an endpoint has from all of them. */
export interface EndpointSurroundings {
  readonly clock: Clock;
  /** Undefined where the store keeps no metadata: then what waits is lost with the process. */
  readonly metadata: MetadataStore | undefined;
  readonly onEvent: (event: ServerEvent) => void;
  readonly allowPrivate: boolean;
}

/** The table of the metadata that has what waits. */
export const webhooksTable = "webhooks";

/** So many events may wait for one receiver, of so many bytes. */
const mostWaiting = { count: 10_000, bytes: 16 * 2 ** 20 };

/** An event that waits, as it is kept. Times are in milliseconds since 1970. */
const waitingSchema = z.object({
  id: z.string(),
  type: z.enum(noticeTypes),
  document: z.string().transform((name) => name as DocumentName),
  body: z.string(),
  createdAt: z.number(),
  attempts: z.int().nonnegative(),
  nextAt: z.number(),
});

type Waiting = Readonly<z.infer<typeof waitingSchema>>;

/** See the head of this file. */
export class Endpoint {
  /** The keys of what waits for it begin with this. */
  readonly prefix: string;
  readonly #webhook: Webhook;
  readonly #surroundings: EndpointSurroundings;
  /** What waits, by key, in order. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #stopped = new AbortController();
  #bytes = 0;
  #nextNumber = 1;
  /** Nothing is sent before, in milliseconds since 1970. */
  #pausedUntil = 0;
  /** How often in a row there was nobody. */
  #failures = 0;
  #timer: Timer | undefined;
  #sending: Promise<void> | undefined;
  /** Settles when all that was to be kept or forgotten so far is; never rejects. */
  #kept: Promise<void> = Promise.resolve();

  constructor(webhook: Webhook, surroundings: EndpointSurroundings) {
    this.#webhook = webhook;
    this.#surroundings = surroundings;
    const id = createHash("sha256").update(webhook.url).digest("hex").slice(0, 16);
    this.prefix = `${id}\0`;
  }

  /** Takes what is kept from before, in order, and begins to send it. */
  restore(entries: readonly MetadataEntry[]): void {
    const now = this.#surroundings.clock.wallTime();
    for (const { key, value } of entries) {
      const waiting = readWaiting(value);
      if (waiting === undefined) {
        this.#forget(key);
        continue;
      }
      // Nor does a clock that was wrong keep it for longer.
      const nextAt = Math.min(waiting.nextAt, now + pauseAfter(waiting.attempts + 1));
      this.#put(key, { ...waiting, nextAt, createdAt: Math.min(waiting.createdAt, now) });
      this.#nextNumber = Number(key.slice(this.prefix.length)) + 1;
    }
    this.#goOn();
  }

  /** Takes an event, if it is one that the receiver wants. */
  add(notice: Notice): void {
    const { events } = this.#webhook;
    if (events !== undefined && !events.includes(notice.type)) return;
    const now = this.#surroundings.clock.wallTime();
    const id = `evt_${randomUUID()}`;
    const body = JSON.stringify({ id, time: new Date(now).toISOString(), ...notice });
    const { type, document } = notice;
    const key = `${this.prefix}${String(this.#nextNumber++).padStart(16, "0")}`;
    const waiting = { id, type, document, body, createdAt: now, attempts: 0, nextAt: now };
    this.#put(key, waiting);
    this.#keep(key, waiting);
    this.#giveUpWhatIsTooMuch();
    this.#goOn();
  }

  /** Sends nothing any more. Resolves when what waits is on disk, as far as that takes it. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#timer?.cancel();
    await this.#sending;
    await this.#kept;
  }

  /** Sends the next event that is due, or waits for it. */
  #goOn(): void {
    if (this.#sending !== undefined || this.#stopped.signal.aborted) return;
    this.#timer?.cancel();
    const now = this.#surroundings.clock.wallTime();
    const next = this.#next();
    if (next === undefined) return;
    const waitMs = Math.max(next.waiting.nextAt, this.#pausedUntil) - now;
    if (waitMs > 0) {
      this.#timer = this.#surroundings.clock.after(waitMs, () => this.#goOn());
      return;
    }
    this.#sending = this.#deliver(next.key, next.waiting).finally(() => {
      this.#sending = undefined;
      this.#goOn();
    });
  }

  /** The event that is due first, of those that wait for no other; the oldest of those that are due. */
  #next(): { readonly key: string; readonly waiting: Waiting } | undefined {
    const now = this.#surroundings.clock.wallTime();
    const documents = new Set<DocumentName>();
    let first: { readonly key: string; readonly waiting: Waiting } | undefined;
    for (const [key, waiting] of this.#waiting) {
      if (documents.has(waiting.document)) continue;
      documents.add(waiting.document);
      if (waiting.nextAt <= now) return { key, waiting };
      if (first === undefined || waiting.nextAt < first.waiting.nextAt) first = { key, waiting };
    }
    return first;
  }

  async #deliver(key: string, waiting: Waiting): Promise<void> {
    // A receiver that does not take it may be the last that hears of it: first it is where a crash leaves it.
    await this.#kept;
    if (this.#stopped.signal.aborted || !this.#waiting.has(key)) return;
    const outcome = await this.#send(waiting);
    // Whether it has come is not known: it comes again.
    if (this.#stopped.signal.aborted && outcome.type !== "delivered") return;
    // It was too much meanwhile.
    if (!this.#waiting.has(key)) return;
    if (outcome.type === "delivered") {
      this.#failures = 0;
      this.#forget(key);
    } else this.#failed(key, { ...waiting, attempts: waiting.attempts + 1 }, outcome);
  }

  async #send({ id, body }: Waiting): Promise<Outcome> {
    const { clock, allowPrivate } = this.#surroundings;
    const { url, secret } = this.#webhook;
    const timestamp = Math.floor(clock.wallTime() / 1_000);
    const headers = {
      "content-type": "application/json",
      "user-agent": "Coscribe",
      ...webhookHeaders({ id, timestamp, body }, keyOf(secret)),
    };
    try {
      const { signal } = this.#stopped;
      const answer = await sendWebhook({ url, headers, body }, { clock, allowPrivate, signal });
      return outcomeOf(answer, clock.wallTime());
    } catch (cause) {
      return outcomeOfError(cause);
    }
  }

  #failed(
    key: string,
    waiting: Waiting,
    outcome: Exclude<Outcome, { readonly type: "delivered" }>,
  ): void {
    const now = this.#surroundings.clock.wallTime();
    // Whoever asks for a pause gets it, and no shorter one than others do.
    const askedMs = (outcome.type === "failed" && outcome.waitMs) || 0;
    const isDown = outcome.type === "failed" && (outcome.isDown || askedMs > 0);
    if (isDown) this.#pausedUntil = now + Math.max(askedMs, pauseAfter(++this.#failures));
    const pause = Math.max(askedMs, pauseAfter(waiting.attempts));
    const isRefused = outcome.type === "refused" && waiting.attempts >= mostRefusals;
    if (isRefused || now + pause - waiting.createdAt > mostAgeMs) {
      return this.#giveUp(key, waiting, outcome.cause);
    }
    const later = { ...waiting, nextAt: now + pause };
    this.#put(key, later);
    this.#keep(key, later);
    if (waiting.attempts === 1) this.#tell(waiting, outcome.cause, false);
  }

  #giveUpWhatIsTooMuch(): void {
    for (const [key, waiting] of this.#waiting) {
      const isTooMuch = this.#waiting.size > mostWaiting.count || this.#bytes > mostWaiting.bytes;
      if (!isTooMuch) return;
      this.#giveUp(key, waiting, new Error("more events wait for this receiver than may"));
    }
  }

  #giveUp(key: string, waiting: Waiting, cause: Error): void {
    this.#forget(key);
    this.#tell(waiting, cause, true);
  }

  #tell({ type, document, attempts }: Waiting, cause: Error, isGivenUp: boolean): void {
    const { origin: endpoint } = new URL(this.#webhook.url);
    const failure = { endpoint, name: document, event: type, cause, attempts, isGivenUp };
    this.#surroundings.onEvent({ type: "webhookFailed", ...failure });
  }

  #put(key: string, waiting: Waiting): void {
    this.#bytes += waiting.body.length - (this.#waiting.get(key)?.body.length ?? 0);
    this.#waiting.set(key, waiting);
  }

  #keep(key: string, waiting: Waiting): void {
    this.#write({ table: webhooksTable, key, value: Buffer.from(JSON.stringify(waiting)) });
  }

  #forget(key: string): void {
    this.#bytes -= this.#waiting.get(key)?.body.length ?? 0;
    this.#waiting.delete(key);
    this.#write({ table: webhooksTable, key, value: undefined });
  }

  #write(change: MetadataChange): void {
    const { metadata } = this.#surroundings;
    if (metadata === undefined) return;
    // Where the disk does not take it, the documents' own writes fail with it, and are told.
    const written = metadata.write([change]).catch(() => undefined);
    this.#kept = Promise.all([this.#kept, written]).then(() => undefined);
  }
}

/** Undefined for what this version did not write. */
function readWaiting(value: Uint8Array): Waiting | undefined {
  try {
    return waitingSchema.parse(JSON.parse(Buffer.from(value).toString()));
  } catch {
    return undefined;
  }
}
