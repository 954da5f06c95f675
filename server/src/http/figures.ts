/** What `/metrics` tells of a server: each figure's name, meaning and value. */

import { readdirSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { Buckets, type BucketCounts } from "../buckets.ts";
import type { Descriptors } from "../connection/descriptors.ts";
import type { Health } from "./health.ts";
import type { Figure, NumberFigure, SpreadFigure } from "./metrics.ts";
import type { Settings } from "../options.ts";
import type { Rooms } from "../room/rooms.ts";

/** What a connection has moved, and what waits for it; see `Connection`. */
export interface Traffic {
  readonly readBytes: number;
  readonly takenBytes: number;
  readonly queuedBytes: number;
  readonly inboundBytes: number;
}

/** Where the figures of a server are. */
export interface FigureSources {
  readonly settings: Settings;
  readonly rooms: Rooms;
  readonly descriptors: Descriptors;
  readonly health: Health;
  readonly connections: readonly Traffic[];
  /** When the certificate ends, in milliseconds since 1970. */
  readonly certificateExpiresAt: number | undefined;
}

const microsecondsPerSecond = 1_000_000;

/** See the head of this file. */
export function figuresOf(sources: FigureSources): readonly Figure[] {
  return [
    ...sessionFigures(sources),
    ...documentFigures(sources),
    ...diskFigures(sources),
    ...processFigures(sources),
  ];
}

function sessionFigures({ settings, connections }: FigureSources): readonly Figure[] {
  const { meter } = settings;
  const queued = connections.map(({ queuedBytes }) => queuedBytes);
  return [
    gauge("coscribe_sessions", "Connected clients.", connections.length),
    counter(
      "coscribe_sessions_opened_total",
      "Clients that connected.",
      meter.events.sessionsOpened,
    ),
    {
      ...counter("coscribe_sessions_closed_total", "Sessions that ended.", meter.events.closes),
      label: "code",
    },
    {
      ...counter(
        "coscribe_connections_refused_total",
        "Refused before a session.",
        meter.events.refusals,
      ),
      label: "code",
    },
    counter("coscribe_updates_total", "Changes of documents that came in.", meter.changes),
    counter(
      "coscribe_deliveries_total",
      "Messages of changes and presence, times those who got each.",
      meter.deliveries,
    ),
    counter(
      "coscribe_received_bytes_total",
      "Bytes that came in by WebSocket.",
      connections.reduce((sum, { readBytes }) => sum + readBytes, meter.receivedBytes),
    ),
    counter(
      "coscribe_sent_bytes_total",
      "Bytes that left by WebSocket.",
      connections.reduce((sum, { takenBytes }) => sum + takenBytes, meter.sentBytes),
    ),
    {
      ...gauge("coscribe_queued_bytes", "Bytes that wait: for clients, for the disk, for us.", {
        clients: queued.reduce((sum, bytes) => sum + bytes, 0),
        slowest_client: queued.reduce((most, bytes) => Math.max(most, bytes), 0),
        inbound: connections.reduce((sum, { inboundBytes }) => sum + inboundBytes, 0),
      }),
      label: "queue",
    },
  ];
}

function documentFigures({ settings, rooms, health }: FigureSources): readonly Figure[] {
  const { meter } = settings;
  return [
    gauge("coscribe_documents_open", "Open documents.", health.documents),
    counter(
      "coscribe_documents_opened_total",
      "Documents that were loaded.",
      meter.events.documentsOpened,
    ),
    gauge("coscribe_documents_unsaved", "Documents with unsaved edits.", rooms.unsaved.length),
    gauge("coscribe_documents_failing", "Documents that fail to save.", health.failingDocuments),
    gauge(
      "coscribe_documents_damaged",
      "Documents that were found damaged.",
      health.damage?.documentCount ?? 0,
    ),
    histogram(
      "coscribe_compaction_seconds",
      "Compactions of documents.",
      meter.events.compactionMs,
    ),
  ];
}

function diskFigures({ settings, rooms, health }: FigureSources): readonly Figure[] {
  const { meter, store } = settings;
  return [
    gauge(
      "coscribe_ready",
      "1 while edits can be saved and the server does not close.",
      Number(health.status === "ok" || health.status === "damaged"),
    ),
    gauge("coscribe_unsaved_bytes", "Bytes of edits that wait for the disk.", rooms.unsavedBytes),
    histogram(
      "coscribe_commit_seconds",
      "Commits of the store, each with its fsync.",
      store.commitMs ?? new Buckets(),
    ),
    histogram(
      "coscribe_save_seconds",
      "From an edit that was passed on to the same on disk; the oldest of each append.",
      meter.saveMs,
    ),
    {
      ...counter("coscribe_failures_total", "What the log tells as failed.", meter.events.failures),
      label: "kind",
    },
  ];
}

function processFigures(sources: FigureSources): readonly Figure[] {
  const { settings, rooms, descriptors, certificateExpiresAt } = sources;
  const delay = settings.meter.recentEventLoopDelayMs();
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const { active, idle } = performance.eventLoopUtilization();
  return [
    {
      ...gauge("coscribe_event_loop_delay_seconds", "Lateness of timers since the last scrape.", {
        "0.5": delay.p50 / 1_000,
        "0.99": delay.p99 / 1_000,
        "1": delay.max / 1_000,
      }),
      label: "quantile",
    },
    {
      ...counter("coscribe_event_loop_seconds_total", "What the main thread did.", {
        active: active / 1_000,
        idle: idle / 1_000,
      }),
      label: "state",
    },
    {
      ...gauge("coscribe_memory_bytes", "Memory by kind; documents are in array buffers.", {
        resident: rss,
        heap: heapTotal,
        heap_used: heapUsed,
        external,
        array_buffers: arrayBuffers,
        documents: rooms.residentBytes,
      }),
      label: "kind",
    },
    gauge(
      "coscribe_certificate_expires_timestamp_seconds",
      "When the certificate ends; 0 without TLS.",
      (certificateExpiresAt ?? 0) / 1_000,
    ),
    counter(
      "process_cpu_seconds_total",
      "Processor time of all threads.",
      (user + system) / microsecondsPerSecond,
    ),
    gauge("process_resident_memory_bytes", "Resident memory.", rss),
    gauge("process_start_time_seconds", "Start, since 1970.", performance.timeOrigin / 1_000),
    gauge("process_open_fds", "Open file descriptors; 0 where that is not known.", openFiles()),
    gauge("process_max_fds", "File descriptors that there may be.", descriptors.limit),
  ];
}

function counter(name: string, help: string, value: NumberFigure["value"]): NumberFigure {
  return { type: "counter", name, help, value };
}

function gauge(name: string, help: string, value: NumberFigure["value"]): NumberFigure {
  return { type: "gauge", name, help, value };
}

function histogram(name: string, help: string, milliseconds: BucketCounts): SpreadFigure {
  return { type: "histogram", name, help, milliseconds };
}

/** Linux tells; elsewhere nobody does. */
function openFiles(): number {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return 0;
  }
}
