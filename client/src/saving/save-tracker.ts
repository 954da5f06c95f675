/**
 * Counts edits, asks the server which of them are on disk, and says so: never too early.
 *
 * It knows neither sockets nor documents. Its owner tells it what happens, in the order in which it
 * happens on the wire, and sends its questions. A question is the number of edits so far; the server
 * returns it when everything that was sent before it is on disk.
 *
 * Invariants: 1. a question is asked only while the link is synced: the client has then answered the
 * server's SyncStep1, so everything that was edited before is on the wire before the question. 2. One
 * question is open at a time, and an answer counts only if it is the answer to it. 3. A lost link
 * takes its question with it. 4. `saved` is said only after an answer on the current link that covers
 * every edit. 5. After `close` nothing is asked or told.
 */

import type { Clock, Timer } from "../clock.ts";
import { isSameSaveStatus, type SaveStatus, type UploadProgress } from "./save-status.ts";

/** The shortest time between two questions, in milliseconds. */
export const askIntervalMs = 50;

/**
 * How long an answer may take before edits count as not saved, in milliseconds. A healthy disk
 * answers within some tens; beyond this a person should know.
 */
export const overdueMs = 10_000;

/**
 * The same while something large is on its way, since its last sign of progress. A piece of it may
 * take so long at 5 KB/s.
 */
export const uploadOverdueMs = 30_000;

/** What a tracker has its owner do. */
export interface SaveTrackerEvents {
  /** Send the question `edits`, behind everything that has been sent. */
  readonly ask: (edits: number) => void;
  /** The status is another one. */
  readonly changed: (status: SaveStatus) => void;
}

/** The connection, as far as saving depends on it. */
type Link =
  | { readonly phase: "offline"; readonly since: number }
  /** `isConfirmed`: a question has been answered on it. `silentSince`: nothing comes since then. */
  | {
      readonly phase: "synced";
      readonly since: number;
      readonly isConfirmed: boolean;
      readonly silentSince?: number;
    }
  | { readonly phase: "refused"; readonly code: number; readonly reason: string }
  | { readonly phase: "closed"; readonly status: SaveStatus };

/** A question that has not been answered. */
interface Question {
  readonly edits: number;
  /** Wall time of the first edit after it. */
  readonly laterEditAt: number | undefined;
  readonly isOverdue: boolean;
  readonly timer: Timer;
}

interface Waiter {
  readonly edits: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** See the head of this file. */
export class SaveTracker {
  readonly #clock: Clock;
  readonly #events: SaveTrackerEvents;
  #link: Link;
  #edits = 0;
  #acknowledged = 0;
  /** Wall time of the oldest pending edit; undefined while none is pending. */
  #oldestEditAt: number | undefined;
  #isKeptOnDevice = false;
  #isStorageFailing = false;
  #isNotAllowed = false;
  #upload: UploadProgress | undefined;
  /** The size of a message that ends each connection on which it is sent. */
  #cutOffBytes: number | undefined;
  #question: Question | undefined;
  #nextQuestion: Timer | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #waiters: readonly Waiter[] = [];
  #status: SaveStatus;

  constructor(clock: Clock, events: SaveTrackerEvents) {
    this.#clock = clock;
    this.#events = events;
    this.#link = { phase: "offline", since: clock.wallTime() };
    this.#status = this.#currentStatus();
  }

  /** The status now. */
  get status(): SaveStatus {
    return this.#status;
  }

  /** How many edits there have been. */
  get edits(): number {
    return this.#edits;
  }

  /** How many of them the server has not acknowledged. */
  get pendingEdits(): number {
    return this.#edits - this.#acknowledged;
  }

  /** Whether the offline copy holds the whole document. */
  get isKeptOnDevice(): boolean {
    return this.#isKeptOnDevice;
  }

  /** The document was edited; the offline copy cannot hold that yet. */
  edited(): void {
    this.#isKeptOnDevice = false;
    this.found(1);
  }

  /** So many edits were found in the offline copy. */
  found(count: number): void {
    if (count === 0 || this.#link.phase === "closed") return;
    const at = this.#clock.wallTime();
    this.#edits += count;
    this.#oldestEditAt ??= at;
    if (this.#question !== undefined) {
      this.#question = { ...this.#question, laterEditAt: this.#question.laterEditAt ?? at };
    }
    this.#askSoon();
    this.#update();
  }

  /** The offline copy holds the whole document, or does not. */
  keptOnDevice(isKept: boolean): void {
    this.#isKeptOnDevice = isKept;
    this.#update();
  }

  /** The link is up, and the server's SyncStep1 on it has been answered. */
  synced(): void {
    if (this.#isFinal) return;
    this.#setLink({ phase: "synced", since: this.#clock.wallTime(), isConfirmed: false });
  }

  /** The server says whether it can write; what it said is forgotten with the link. */
  storageChanged(isFailing: boolean): void {
    this.#isStorageFailing = isFailing;
    this.#update();
  }

  /** The server has refused an edit that this client may not make, or takes all again. */
  allowedChanged(isAllowed: boolean): void {
    this.#isNotAllowed = !isAllowed;
    this.#update();
  }

  /** The server has answered the question `edits`; anything else is ignored. */
  answered(edits: number): void {
    if (this.#link.phase !== "synced" || this.#question?.edits !== edits) return;
    this.#link = { ...this.#link, isConfirmed: true };
    this.#acknowledged = edits;
    this.#oldestEditAt = this.#question.laterEditAt;
    this.#dropQuestion();
    const isReached = (waiter: Waiter): boolean => waiter.edits <= edits;
    const reached = this.#waiters.filter(isReached);
    this.#waiters = this.#waiters.filter((waiter) => !isReached(waiter));
    for (const { resolve } of reached) resolve();
    this.#askSoon();
    this.#update();
  }

  /**
   * Something large is on its way, and has come so far; undefined: it has arrived. What was said is
   * forgotten with the link.
   */
  uploading(progress: UploadProgress | undefined): void {
    this.#upload = progress;
    if (this.#question !== undefined) {
      this.#question.timer.cancel();
      this.#question = { ...this.#question, isOverdue: false, timer: this.#overdueTimer() };
    }
    this.#update();
  }

  /** Each link ends when a message of so many bytes is sent on it; undefined: none does any more. */
  cutOff(bytes: number | undefined): void {
    this.#cutOffBytes = bytes;
    this.#update();
  }

  /** The link is up, but the server says nothing on it though it is asked; or it does again. */
  silenceChanged(isSilent: boolean): void {
    if (this.#link.phase !== "synced") return;
    const { since, isConfirmed } = this.#link;
    const silence = isSilent ? { silentSince: this.#clock.wallTime() } : {};
    this.#link = { phase: "synced", since, isConfirmed, ...silence };
    this.#update();
  }

  /** The link is down; another one may come. */
  lost(): void {
    this.#isStorageFailing = false;
    this.#upload = undefined;
    if (this.#link.phase !== "synced") return;
    this.#setLink({ phase: "offline", since: this.#link.silentSince ?? this.#clock.wallTime() });
  }

  /** The server has refused: for good, unless {@link resumed} is called. */
  refused(code: number, reason: string): void {
    if (this.#isFinal) return;
    this.#setLink({ phase: "refused", code, reason });
    this.#rejectWaiters(`the server refused (${code}): ${reason}`);
  }

  /** The link may come up again, though the server had refused. */
  resumed(): void {
    if (this.#link.phase !== "refused") return;
    this.#setLink({ phase: "offline", since: this.#clock.wallTime() });
  }

  /**
   * Resolves when every edit so far is on the server's disk, at once if none is pending. Rejects
   * when it is refused or closed first.
   */
  whenSaved(): Promise<void> {
    if (this.pendingEdits === 0) return Promise.resolve();
    const link = this.#link;
    if (link.phase === "refused") {
      return Promise.reject(new Error(`the server refused (${link.code}): ${link.reason}`));
    }
    if (link.phase === "closed") return Promise.reject(new Error(closedFirst));
    const edits = this.#edits;
    return new Promise((resolve, reject) => {
      this.#waiters = [...this.#waiters, { edits, resolve, reject }];
    });
  }

  /** Ends it. A status that depends on the connection becomes `offline`. */
  close(): void {
    if (this.#link.phase === "closed") return;
    const { state } = this.#status;
    if (state === "saving" || state === "notSaved") {
      this.#link = { phase: "offline", since: this.#clock.wallTime() };
      this.#status = this.#currentStatus();
    }
    this.#dropQuestion();
    this.#link = { phase: "closed", status: this.#status };
    this.#rejectWaiters(closedFirst);
  }

  get #isFinal(): boolean {
    return this.#link.phase === "refused" || this.#link.phase === "closed";
  }

  #setLink(link: Link): void {
    this.#dropQuestion();
    this.#link = link;
    this.#askSoon();
    this.#update();
  }

  /** Asks what is saved, unless that is known or being asked. */
  #askSoon(): void {
    if (this.#link.phase !== "synced") return;
    if (this.#question !== undefined || this.#nextQuestion !== undefined) return;
    if (this.#link.isConfirmed && this.pendingEdits === 0) return;
    const waitMs = Math.max(0, this.#askedAt + askIntervalMs - this.#clock.now());
    this.#nextQuestion = this.#clock.after(waitMs, () => this.#ask());
  }

  #ask(): void {
    this.#nextQuestion = undefined;
    this.#askedAt = this.#clock.now();
    const timer = this.#overdueTimer();
    this.#question = { edits: this.#edits, laterEditAt: undefined, isOverdue: false, timer };
    this.#events.ask(this.#edits);
  }

  #overdueTimer(): Timer {
    const ms = this.#upload === undefined ? overdueMs : uploadOverdueMs;
    return this.#clock.after(ms, () => this.#questionOverdue());
  }

  #questionOverdue(): void {
    if (this.#question === undefined) return;
    this.#question = { ...this.#question, isOverdue: true };
    this.#update();
  }

  #dropQuestion(): void {
    this.#nextQuestion?.cancel();
    this.#nextQuestion = undefined;
    this.#question?.timer.cancel();
    this.#question = undefined;
  }

  #rejectWaiters(reason: string): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(new Error(reason));
  }

  #update(): void {
    const status = this.#currentStatus();
    if (this.#link.phase === "closed" || isSameSaveStatus(status, this.#status)) return;
    this.#status = status;
    this.#events.changed(status);
  }

  #currentStatus(): SaveStatus {
    const link = this.#link;
    const { pendingEdits } = this;
    const isKeptOnDevice = this.#isKeptOnDevice;
    const bytes = this.#cutOffBytes;
    if ((link.phase === "offline" || link.phase === "synced") && bytes !== undefined) {
      // The link comes and goes meanwhile, which changes nothing.
      const since = this.#oldestEditAt ?? link.since;
      return { state: "notSaved", pendingEdits, since, reason: "cutOff", bytes };
    }
    switch (link.phase) {
      case "offline": {
        const { since } = link;
        return { state: "offline", pendingEdits, since, reason: "noConnection", isKeptOnDevice };
      }
      case "refused": {
        const { code, reason } = link;
        return { state: "refused", code, reason, pendingEdits, isKeptOnDevice };
      }
      case "closed":
        return link.status;
      case "synced":
        break;
      default:
        return link satisfies never;
    }
    if (link.silentSince !== undefined) {
      const { silentSince: since } = link;
      return { state: "offline", pendingEdits, since, reason: "noAnswer", isKeptOnDevice };
    }
    if (link.isConfirmed && pendingEdits === 0) return { state: "saved" };
    const since = this.#oldestEditAt ?? link.since;
    const reason = this.#isNotAllowed
      ? "notAllowed"
      : this.#isStorageFailing
        ? "storageFailing"
        : this.#question?.isOverdue === true
          ? "overdue"
          : undefined;
    if (reason !== undefined) return { state: "notSaved", pendingEdits, since, reason };
    const upload = this.#upload;
    return { state: "saving", pendingEdits, since, ...(upload !== undefined && { upload }) };
  }
}

const closedFirst = "the connection was closed before every edit was saved";
