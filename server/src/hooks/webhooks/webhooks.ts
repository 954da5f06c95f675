/** All webhooks of a server: what waits for their receivers outlives it. */

import type { Clock } from "../../clock.ts";
import type { ServerEvent } from "../../server-event.ts";
import type { DocumentStore } from "../../store/document-store.ts";
import type { Notice } from "../notice.ts";
import { Endpoint, webhooksTable } from "./endpoint.ts";
import type { Webhook } from "./webhook.ts";

/** What webhooks have from the options. */
export interface WebhooksOptions {
  readonly webhooks: readonly Webhook[];
  readonly allowPrivateWebhooks: boolean;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly onEvent: (event: ServerEvent) => void;
}

/** What waits from before is read again so long after it could not be, in milliseconds. */
const readAgainMs = 5_000;

/** See the head of this file. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #endpoints: readonly Endpoint[];
  /** Settles when what waits from before is there, and what came since is behind it; never rejects. */
  #ready: Promise<void> | undefined;
  #isRead = false;
  #isStopped = false;
  #stop: () => void = () => undefined;

  constructor(options: WebhooksOptions) {
    const { webhooks, allowPrivateWebhooks: allowPrivate, clock, onEvent, store } = options;
    const { metadata } = store;
    this.#options = options;
    this.#endpoints = webhooks.map((webhook) => {
      return new Endpoint(webhook, { clock, metadata, onEvent, allowPrivate });
    });
  }

  /** Begins to send what waits from before. Calling it again does nothing. */
  start(): void {
    this.#ready ??= this.#read();
  }

  /** Sends an event to whoever wants it, sooner or later. */
  send(notice: Notice): void {
    this.start();
    if (this.#isRead) this.#add(notice);
    else this.#ready = this.#ready?.then(() => this.#add(notice));
  }

  /** Sends nothing any more. Resolves when what waits is on disk. */
  async close(): Promise<void> {
    this.#isStopped = true;
    this.#stop();
    await this.#ready;
    await Promise.all(this.#endpoints.map((endpoint) => endpoint.stop()));
  }

  #add(notice: Notice): void {
    for (const endpoint of this.#endpoints) endpoint.add(notice);
  }

  async #read(): Promise<void> {
    const { store, clock, onEvent } = this.#options;
    while (!this.#isStopped) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- again only after a failure
        await store.ready();
        // oxlint-disable-next-line no-await-in-loop
        await this.#restore();
        break;
      } catch (cause) {
        onEvent({ type: "internalError", cause });
        // oxlint-disable-next-line no-await-in-loop
        await new Promise<void>((resolve) => {
          this.#stop = resolve;
          clock.after(readAgainMs, resolve);
        });
      }
    }
    this.#isRead = true;
  }

  async #restore(): Promise<void> {
    const { metadata } = this.#options.store;
    const entries = (await metadata?.list(webhooksTable)) ?? [];
    for (const endpoint of this.#endpoints) {
      endpoint.restore(entries.filter(({ key }) => key.startsWith(endpoint.prefix)));
    }
    // Nobody is there to send these to any more.
    const left = entries.filter(({ key }) =>
      this.#endpoints.every(({ prefix }) => !key.startsWith(prefix)),
    );
    if (left.length === 0) return;
    await metadata?.write(left.map(({ key }) => ({ table: webhooksTable, key, value: undefined })));
  }
}
