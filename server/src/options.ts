/**
 * Every option of the sync server, with its default and the reason for it.
 */

import * as z from "zod";
import type { Authorize } from "./access/authorize.ts";
import { Authorizer } from "./access/authorizer.ts";
import { checkedSecret } from "./access/tokens/secret.ts";
import { guardedClock, systemClock, type Clock } from "./clock.ts";
import type { ServerHooks } from "./hooks/server-hooks.ts";
import { areAsked, UpdateGate } from "./hooks/update-gate.ts";
import { privateProblem, webhookSchema, type Webhook } from "./hooks/webhooks/webhook.ts";
import { isOrigin } from "./http/origin.ts";
import { isAddressRange, TrustedProxies } from "./http/trusted-proxies.ts";
import { Meter } from "./meter.ts";
import { guardedEvents, type OnServerEvent, type ServerEvent } from "./server-event.ts";
import type { DocumentStore } from "./store/document-store.ts";
import { threadBackground, type Background } from "./worker/background.ts";

/** What `createSyncServer` takes. */
export interface SyncServerOptions extends Partial<Limits> {
  /** Where documents live: `levelStore("./data")`, or `memoryStore()` for a test. */
  readonly store: DocumentStore;
  /** Told of everything an operator may want to know; nothing by default. */
  readonly onEvent?: OnServerEvent;
  /** A folder with a built page to serve to browsers, such as `builtPage()`; none by default. */
  readonly pageDirectory?: string | undefined;
  /**
   * Origins (such as `https://notes.example`) whose pages may connect, beside the server's own. A
   * browser always sends its page's origin, so a foreign page cannot use a visitor's access.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Addresses of proxies in front, such as `127.0.0.1` or `10.0.0.0/8`; none by default, not even
   * loopback. What they say of a request is believed: X-Forwarded-For (else Forwarded) names the
   * client's address, which limits, events and log then go by; X-Forwarded-Host and
   * X-Forwarded-Proto name the server's own address as browsers see it. A proxy in this list has to
   * write or remove these headers itself, or clients can say what they like.
   */
  readonly trustedProxies?: readonly string[];
  /**
   * Says who may do what; see `Authorize`. `tokenAuthorize` makes one for signed tokens. Left out, everybody who
   * reaches the server may do everything, so that it listens on loopback only unless told otherwise.
   */
  readonly authorize?: Authorize;
  /** Asked before a client's update is taken in, and told what becomes of documents; none by default. */
  readonly hooks?: ServerHooks;
  /**
   * Receivers that are sent events by HTTP: signed as Standard Webhooks has it, tried again for up to three days, also
   * after a restart; those of one document in order, each at least once. None by default.
   */
  readonly webhooks?: readonly Webhook[];
  /**
   * Whether webhooks may go to addresses that not everybody can reach, such as this machine, and unencrypted; false by
   * default, so that whoever may say where they go does not get into your network. Names are looked up for each
   * delivery, and what they lead to is checked then.
   */
  readonly allowPrivateWebhooks?: boolean;
  /**
   * The secret of `tokenAuthorize`: with it, whoever may write to a document can make links to it that let others
   * do so, or less. Left out, nobody can.
   */
  readonly linkSecret?: string;
  /**
   * Whether documents can be listed, made, read and changed through HTTP, below `/api/v1`; true by default. Files,
   * which the page needs, are there all the same.
   */
  readonly api?: boolean;
  /**
   * The path below which everything is: with `/docs/` the page is at `/docs/`, and the document `a`
   * at `/docs/a` for Yjs clients. Default `/`, which is also right behind a proxy that takes the path
   * away: the page finds its server by its own address.
   */
  readonly base?: string;
  /**
   * Whether clients that offer permessage-deflate, as browsers do, are sent large documents deflated
   * and may deflate what they send; true by default. A document is deflated once for all who join.
   */
  readonly compress?: boolean;
  /**
   * Whether documents keep what is deleted from them, which Yjs calls `gc: false` and versions
   * (`Y.snapshot`) need; false by default, because it costs space for ever. With true, each document that
   * is written to is marked so in the store, and stays so without this option. For single documents see
   * `SyncServer.setKeepDeleted`.
   */
  readonly keepDeleted?: boolean;
  /**
   * Whether `/metrics`, figures for Prometheus, is given to everybody who reaches the server; false by
   * default: then only to programs on the same machine that come through no proxy. It names no document,
   * but tells how many people are there and when.
   */
  readonly metrics?: boolean;
  /**
   * What programs on the same machine have to show to make a backup of the open store, as `coscribe backup` does; none
   * can by default.
   */
  readonly operatorKey?: string;
  /** Where long work is done; in worker threads by default. */
  readonly background?: Background;
  /** Time; the machine's by default. */
  readonly clock?: Clock;
}

/** The numbers among the options. */
export interface Limits {
  /**
   * Largest message in bytes, 32 MiB by default: a first sync sends a whole document at once, and
   * large documents encode to some 20 MB. A larger message closes its session for good (4413).
   */
  readonly maxFrameBytes: number;
  /**
   * Largest document in bytes of memory, 128 MiB by default: beyond it browsers no longer open it. Its
   * structs count as they are encoded; deleted ranges with some 6 bytes each, paragraphs with 50,
   * clients with 300. An update that would make it larger closes its session for good (4419); one that
   * only deletes may exceed it by an eighth, so that a full document can be made smaller.
   */
  readonly maxDocumentBytes: number;
  /**
   * Bytes of JSON that the presence states of one session may have together, 64 KiB by default:
   * editors send some 300 bytes, with a picture as a data: URL some thousands, and each state goes to
   * everybody in the document. A state beyond it is shown to nobody, and its sender told.
   */
  readonly maxPresenceBytes: number;
  /**
   * Bytes that may wait for one slow reader, 4 MiB by default. Beyond it the reader gets no more
   * updates until it has caught up, and then what it missed.
   */
  readonly maxQueuedBytes: number;
  /**
   * Largest update in bytes in which a document, or a change of one, is sent, where it can be cut; 120
   * KiB by default. What is larger is sent in several, so that what has come is kept when a connection is cut, a
   * slow link brings a whole message now and then (y-websocket clients begin anew after 30 s without
   * one), and no message exceeds the 128 KiB that some libraries take at most.
   */
  readonly maxPieceBytes: number;
  /** How long a reader may take nothing before it is closed with 1013; 15 s by default. */
  readonly drainTimeoutMs: number;
  /**
   * Bytes of updates that a session may leave waiting for something they build on, 256 KiB by
   * default. Beyond it they are dropped, unacknowledged, and the client is asked for everything.
   */
  readonly maxHeldBytes: number;
  /** How long such updates may wait; 30 s by default, the time after which a client is stale. */
  readonly holdTimeoutMs: number;
  /**
   * Bytes of one document that may wait for a disk that fails or is slow, 64 MiB by default. Beyond
   * it an update closes its session with 1013; the client keeps it and comes back.
   */
  readonly maxUnsavedBytes: number;
  /** The same for all documents together, 256 MiB by default. */
  readonly maxUnsavedBytesInAll: number;
  /**
   * Largest update in bytes that is screened on the main loop, 64 KiB by default, which takes up to
   * some 10 ms. Larger ones are screened in a worker thread.
   */
  readonly maxInlineBytes: number;
  /**
   * Share of the server's time that one session may take, 0.5 by default. Beyond it the session is
   * not read for a moment; nothing is lost.
   */
  readonly maxWorkShare: number;
  /**
   * Messages that one session may send per second, with bursts of as many; 100,000 by default, far
   * above what people type and below what stalls others. Beyond it the session is not read for a
   * moment.
   */
  readonly maxMessagesPerSecond: number;
  /** Bytes that one session may send per second; 64 MiB by default, two messages of full size. */
  readonly maxBytesPerSecond: number;
  /**
   * Bytes that all sessions together may have sent and that have not been handled, 256 MiB by default:
   * messages that are not whole yet, or are being screened. Beyond it those that have sent more than
   * 1 MiB of it wait, all but one; nothing is lost. Requests to the API may have as much together; beyond it
   * those with more than 1 MiB are refused for now.
   */
  readonly maxInboundBytesInAll: number;
  /** Sessions in all, 20,000 by default: some 400 MB. Further ones are closed with 1013. */
  readonly maxSessions: number;
  /**
   * Sessions from one address, or from the /64 of an IPv6 one, 500 by default: a large office behind
   * one address. Loopback is exempt, since that is where a proxy on this machine connects from; name
   * it in `trustedProxies`, and the limit is for the clients behind it.
   */
  readonly maxSessionsPerAddress: number;
  /** Documents open at once, 10,000 by default. Sessions on further ones are closed with 1013. */
  readonly maxDocuments: number;
  /**
   * Bytes of open documents in memory, 1 GiB by default. Beyond it those that nobody has written to
   * or joined for `idleDocumentMs` are kept on disk only, least recently used first, and read again
   * when somebody does (some 10 ms for a document of 300 KB). Also within it, the structs of each that
   * has more than 64 KiB of them are on disk only when nobody has joined it for longer, from 1 s on for
   * each 100 KB; a tenth of such a document stays in memory, and with it whoever is there goes on writing.
   */
  readonly maxResidentBytes: number;
  /**
   * Largest file that a document may show, in bytes; 25 MiB by default, what phones make of a photograph
   * and what mail takes. A larger one is refused with 413.
   */
  readonly maxFileBytes: number;
  /**
   * Largest content in bytes that is written into a document at once, in Markdown, HTML, JSON, text or .docx;
   * 8 MiB by default: a novel of a million words has 6 MB, and to read and compare so much takes a worker
   * thread some seconds. A Yjs update may have `maxFrameBytes`.
   */
  readonly maxContentBytes: number;
  /** Files that may come in at once, 32 by default. Further ones are refused with 429, and come later. */
  readonly maxUploads: number;
  /** The same from one address, or from the /64 of an IPv6 one, 8 by default. Loopback is exempt. */
  readonly maxUploadsPerAddress: number;
  /** How long a file that is coming in may bring nothing, 20 s by default; then it is refused with 408. */
  readonly uploadIdleMs: number;
  /** How long it may take in all; 10 minutes by default, 25 MiB at 350 kbit/s. */
  readonly uploadTimeoutMs: number;
  /**
   * How long `authorize` may take, 4 s by default: somebody whose access was taken away is refused within 5.
   * Who is not answered by then is told to come back later.
   */
  readonly authorizeTimeoutMs: number;
  /**
   * How long a hook may take, 4 s by default. An update that `beforeUpdate` has not answered for by then is refused
   * for now; after any other hook the next one is called.
   */
  readonly hookTimeoutMs: number;
  /**
   * For how long a document must be quiet before the hook and webhooks `documentSaved` are told, 2 s by default: a
   * pause in typing.
   */
  readonly savedQuietMs: number;
  /** At the latest they are told so long after the first change, 10 s by default. */
  readonly savedLatestMs: number;
  /** How long a connection may take to send its upgrade request, 10 s by default. */
  readonly handshakeTimeoutMs: number;
  /** Shortest time between two flushes of a document; 16 ms, one frame of a display. */
  readonly flushIntervalMs: number;
  /** How long a document without clients stays in memory, so that a reload is cheap; 10 s. */
  readonly idleDocumentMs: number;
  /**
   * After how long without a word from a client it is asked for a sign of life; 20 s. It is cut
   * when it has been silent for twice as long and 5 s more.
   */
  readonly pingAfterMs: number;
  /**
   * After how long without a message *to* a client it is sent an empty one; 20 s, because
   * y-websocket clients reconnect when they have heard nothing for 30 s and do not see pings.
   */
  readonly keepAliveAfterMs: number;
}

/** Options with every default filled in. */
export interface Settings extends Limits {
  readonly store: DocumentStore;
  readonly linkSecret: string | undefined;
  readonly onEvent: (event: ServerEvent) => void;
  readonly pageDirectory: string | undefined;
  /** Begins and ends with a slash. */
  readonly base: string;
  readonly operatorKey: string | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly trustedProxies: TrustedProxies;
  readonly authorizer: Authorizer;
  readonly api: boolean;
  readonly hooks: ServerHooks;
  /** Undefined where nobody has to be asked before an update is taken in. */
  readonly updateGate: UpdateGate | undefined;
  readonly webhooks: readonly Webhook[];
  readonly allowPrivateWebhooks: boolean;
  readonly compress: boolean;
  readonly keepDeleted: boolean;
  readonly metrics: boolean;
  readonly background: Background;
  readonly clock: Clock;
  readonly meter: Meter;
}

const mebibyte = 2 ** 20;

/** What holds where a server says nothing else. */
export const defaultLimits: Limits = {
  maxFrameBytes: 32 * mebibyte,
  maxDocumentBytes: 128 * mebibyte,
  maxPresenceBytes: 64 * 1024,
  maxQueuedBytes: 4 * mebibyte,
  maxPieceBytes: 120 * 1024,
  drainTimeoutMs: 15_000,
  maxHeldBytes: 256 * 1024,
  holdTimeoutMs: 30_000,
  maxUnsavedBytes: 64 * mebibyte,
  maxUnsavedBytesInAll: 256 * mebibyte,
  maxInlineBytes: 64 * 1024,
  maxWorkShare: 0.5,
  maxMessagesPerSecond: 100_000,
  maxBytesPerSecond: 64 * mebibyte,
  maxInboundBytesInAll: 256 * mebibyte,
  maxSessions: 20_000,
  maxSessionsPerAddress: 500,
  maxDocuments: 10_000,
  maxResidentBytes: 1024 * mebibyte,
  maxFileBytes: 25 * mebibyte,
  maxContentBytes: 8 * mebibyte,
  maxUploads: 32,
  maxUploadsPerAddress: 8,
  uploadIdleMs: 20_000,
  uploadTimeoutMs: 600_000,
  authorizeTimeoutMs: 4_000,
  hookTimeoutMs: 4_000,
  savedQuietMs: 2_000,
  savedLatestMs: 10_000,
  handshakeTimeoutMs: 10_000,
  flushIntervalMs: 16,
  idleDocumentMs: 10_000,
  pingAfterMs: 20_000,
  keepAliveAfterMs: 20_000,
};

const count = z.int().positive();
const milliseconds = z.number().nonnegative();

const limitsSchema = z.object({
  // WebSocket lengths are read into 32-bit numbers in places.
  maxFrameBytes: count.max(2 ** 31 - 1),
  maxDocumentBytes: count,
  maxPresenceBytes: count,
  maxQueuedBytes: count,
  maxPieceBytes: count,
  drainTimeoutMs: milliseconds,
  maxHeldBytes: count,
  holdTimeoutMs: milliseconds,
  maxUnsavedBytes: count,
  maxUnsavedBytesInAll: count,
  maxInlineBytes: count,
  maxWorkShare: z.number().positive().max(1),
  maxMessagesPerSecond: count,
  maxBytesPerSecond: count,
  maxInboundBytesInAll: count,
  maxSessions: count,
  maxSessionsPerAddress: count,
  maxDocuments: count,
  maxResidentBytes: count,
  maxFileBytes: count,
  maxContentBytes: count,
  maxUploads: count,
  maxUploadsPerAddress: count,
  uploadIdleMs: milliseconds.positive(),
  uploadTimeoutMs: milliseconds.positive(),
  authorizeTimeoutMs: milliseconds.positive(),
  hookTimeoutMs: milliseconds.positive(),
  savedQuietMs: milliseconds,
  savedLatestMs: milliseconds,
  handshakeTimeoutMs: milliseconds.positive(),
  flushIntervalMs: milliseconds,
  idleDocumentMs: milliseconds,
  pingAfterMs: milliseconds.positive(),
  keepAliveAfterMs: milliseconds.positive(),
});

/** What an entry of `allowedOrigins` may be. */
export const originSchema: z.ZodType<string> = z
  .string()
  .refine(isOrigin, "must be an origin such as https://notes.example, without a path");

/** What an entry of `trustedProxies` may be. */
export const trustedProxySchema: z.ZodType<string> = z
  .string()
  .refine(isAddressRange, "must be an IP address or a range such as 10.0.0.0/8");

/** What `base` may be; slashes at its ends may be left out. */
export const baseSchema: z.ZodType<string> = z
  .string()
  .transform((text) => `/${text}/`.replace(/^\/+|\/+$/g, "/"))
  .refine(
    (base) => /^\/(?:[\w~-][\w.~-]*\/)*$/.test(base),
    "must be a path such as /docs/, of letters, digits and . _ ~ -",
  );

const addressesSchema = z.object({
  base: baseSchema,
  allowedOrigins: z.array(originSchema),
  trustedProxies: z.array(trustedProxySchema),
});

/** Fills in the defaults. Throws a TypeError that names the option and what is wrong with it. */
export function normaliseOptions(options: SyncServerOptions): Settings {
  const meter = new Meter();
  const told = guardedEvents(options.onEvent ?? ignoreEvent);
  const onEvent = (event: ServerEvent): void => {
    meter.events.add(event);
    told(event);
  };
  const clock = guardedClock(options.clock ?? systemClock, (cause) => {
    onEvent({ type: "internalError", cause });
  });
  const limits = { ...defaultLimits };
  for (const key of Object.keys(limits) as (keyof Limits)[]) {
    const value = options[key];
    if (value !== undefined) Object.assign(limits, { [key]: value });
  }
  const { base, allowedOrigins, trustedProxies } = checked(addressesSchema, {
    base: options.base ?? "/",
    allowedOrigins: options.allowedOrigins ?? [],
    trustedProxies: options.trustedProxies ?? [],
  });
  const checkedLimits = checked(limitsSchema, limits);
  const { authorizeTimeoutMs, hookTimeoutMs } = checkedLimits;
  const hooks = options.hooks ?? {};
  const allowPrivateWebhooks = options.allowPrivateWebhooks ?? false;
  return {
    ...checkedLimits,
    authorizer: new Authorizer({
      authorize: options.authorize,
      authorizeTimeoutMs,
      clock,
      onEvent,
    }),
    hooks,
    updateGate: areAsked(hooks)
      ? new UpdateGate(hooks, { clock, onEvent, hookTimeoutMs })
      : undefined,
    webhooks: checkedWebhooks(options.webhooks ?? [], allowPrivateWebhooks),
    allowPrivateWebhooks,
    linkSecret: checkedSecret(options.linkSecret),
    store: options.store,
    onEvent,
    pageDirectory: options.pageDirectory,
    operatorKey: options.operatorKey,
    base,
    allowedOrigins: new Set(allowedOrigins),
    trustedProxies: new TrustedProxies(trustedProxies),
    api: options.api ?? true,
    compress: options.compress ?? true,
    keepDeleted: options.keepDeleted ?? false,
    metrics: options.metrics ?? false,
    background: options.background ?? threadBackground(clock),
    clock,
    meter,
  };
}

function checkedWebhooks(webhooks: readonly Webhook[], allowPrivate: boolean): readonly Webhook[] {
  const schema = z.object({
    webhooks: z
      .array(webhookSchema)
      .refine(
        (all) => new Set(all.map(({ url }) => url)).size === all.length,
        "two have the same url",
      ),
  });
  const { webhooks: sound } = checked(schema, { webhooks });
  for (const [index, { url }] of sound.entries()) {
    const problem = allowPrivate ? undefined : privateProblem(url);
    if (problem !== undefined) {
      throw new TypeError(`bad option: webhooks.${index}.url: ${problem} (allowPrivateWebhooks)`);
    }
  }
  return sound;
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new TypeError(`bad option: ${problems.join("; ")}`);
}

function ignoreEvent(): void {
  // Nobody asked to be told.
}
