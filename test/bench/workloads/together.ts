/**
 * People in documents, typing: the measurement behind `busy`, `audience`, `crowd` and `pairs`.
 *
 * Everybody joins and shows presence; writers type at a human, uneven rhythm, and each key sends an
 * update and a cursor, as two messages. After a warm-up the server's processor time is taken until
 * the last frame has arrived. A delivery is one update or one cursor that reached one member,
 * whether it came alone or merged with others; a cursor that was overtaken by a later one of the
 * same person before the server sent it counts as delivered with it.
 */

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../../support/random.ts";
import { readArrivals, type Sent } from "../clients/arrivals.ts";
import { documentOf, expectDocument, expectSame } from "../clients/check.ts";
import { presenceMessage, updateMessage } from "../clients/dialect.ts";
import { DocumentClient } from "../clients/document-client.ts";
import type { Recording } from "../clients/recording.ts";
import type { ServerProcess } from "../servers/server-process.ts";
import { quantile, sum } from "../statistics.ts";
import { clientIdOf, cursorOf, firstText, recordTyping, type Typing } from "../histories/typist.ts";
import type { Figures, Metric, Stage } from "../workload.ts";

/** Who is there and what they do. */
export interface Company {
  readonly documents: number;
  /** People in each document. */
  readonly members: number;
  /** How many of them type. */
  readonly writers: number;
  /** Of each writer. */
  readonly keystrokesPerSecond: number;
  /** How often those who do not type move their cursors; never, if left out. */
  readonly cursorEveryMs?: number;
  /** For how long they do so before anything is measured. */
  readonly warmUpMs?: number;
  /** Also watch the server's event loop. */
  readonly loopDelay?: boolean;
}

/** The metrics of {@link typeTogether}. */
export const togetherMetrics = {
  cpuPerDelivery: { key: "cpuPerDelivery", title: "server CPU per delivery", unit: "µs" },
  cpuPerKeystroke: { key: "cpuPerKeystroke", title: "server CPU per keystroke", unit: "µs" },
  latencyP50: { key: "latencyP50", title: "latency p50", unit: "ms" },
  latencyP99: { key: "latencyP99", title: "latency p99", unit: "ms" },
  serverCpu: { key: "serverCpu", title: "server CPU", unit: "%" },
  systemShare: { key: "systemShare", title: "of it in system calls", unit: "%" },
  mainShare: { key: "mainShare", title: "of it in the main thread", unit: "%" },
  bytesPerDelivery: { key: "bytesPerDelivery", title: "bytes per delivery", unit: "B" },
  stallP99: { key: "stallP99", title: "event-loop stall p99", unit: "ms" },
  stallMax: { key: "stallMax", title: "event-loop stall max", unit: "ms" },
  driverCpu: { key: "driverCpu", title: "driver CPU", unit: "%" },
} as const satisfies Record<string, Metric>;

/**
 * So long because V8 takes its time to compile what is used: after 8 s of traffic a fifth of a server's
 * processor time is still spent on that, after 16 s a twelfth.
 */
const longWarmUpMs = 16_000;
const measuredMs = 6_000;
/** A document's first text has so many characters per member. */
const textPerMember = 200;

/** One member of one document. */
interface Person {
  readonly client: DocumentClient;
  readonly clientId: number;
  readonly typing: Typing | undefined;
}

/** Frames that one person sends at once. */
interface Event {
  /** Milliseconds after the start. */
  readonly at: number;
  readonly person: Person;
  readonly frames: readonly Buffer[];
  /** See `Keystroke`. */
  readonly reach: number | undefined;
}

/** Runs it, checks that everybody received everything, and returns what it cost. */
export async function typeTogether(stage: Stage, company: Company): Promise<Figures> {
  const { documents, members, writers, keystrokesPerSecond, warmUpMs = longWarmUpMs } = company;
  const random = new Random(7);
  const start = firstText(members * textPerMember, random);
  const count = Math.ceil(((warmUpMs + measuredMs) / 1_000) * keystrokesPerSecond);
  const typings = Array.from({ length: writers }, (_, person) =>
    recordTyping(start, person, person * textPerMember, count, random),
  );

  const server = await stage.startServer();
  const people = await Promise.all(
    Array.from({ length: documents }, (_, index) =>
      gather(server, `document-${index}`, members, start, typings),
    ),
  );
  const everybody = people.flat();
  await quiet(everybody);
  const events = everybody.flatMap((person) => eventsOf(person, company, random));
  events.sort((a, b) => a.at - b.at);
  const recordings = new Map(everybody.map((person) => [person, person.client.raw.record()]));

  const schedule = new Schedule(events);
  await schedule.run(warmUpMs);
  for (const { client } of everybody) client.raw.showLife();
  const bytesBefore = receivedBytes(everybody);
  const since = performance.now();
  const finish = await server.measure({
    ...stage.observation,
    ...(company.loopDelay && { loopDelay: true }),
  });
  await schedule.run(Infinity);
  await quiet(everybody);
  const measured = await finish();
  const bytes = receivedBytes(everybody) - bytesBefore;

  const latencies = people.flatMap((together) =>
    check(server, together, start, recordings, schedule.sent, since),
  );
  const expected = documentOf([start, ...typings.flatMap(updatesOf)]);
  for (let index = 0; index < documents; index++) {
    // oxlint-disable-next-line no-await-in-loop -- nothing is measured any more
    await expectDocument(server, `document-${index}`, expected);
  }

  const seen = events.filter(({ at }) => at >= warmUpMs);
  const keystrokes = seen.filter(({ frames }) => frames.length > 1).length;
  const deliveries = sum(seen.map(({ frames }) => frames.length)) * (members - 1);
  return {
    cpuPerDelivery: (measured.cpuMs * 1_000) / deliveries,
    cpuPerKeystroke: (measured.cpuMs * 1_000) / keystrokes,
    latencyP50: quantile(latencies, 0.5),
    latencyP99: quantile(latencies, 0.99),
    serverCpu: (measured.cpuMs / measured.wallMs) * 100,
    systemShare: (measured.systemMs / measured.cpuMs) * 100,
    mainShare: (measured.mainMs / measured.cpuMs) * 100,
    bytesPerDelivery: bytes / deliveries,
    stallP99: measured.loopDelay.p99Ms,
    stallMax: measured.loopDelay.maxMs,
    driverCpu: (measured.driverMs / measured.wallMs) * 100,
  };
}

/** Brings a document's members in. The first one brings the text. */
async function gather(
  server: ServerProcess,
  document: string,
  members: number,
  start: Uint8Array,
  typings: readonly Typing[],
): Promise<Person[]> {
  const people: Person[] = [];
  for (let index = 0; index < members; index++) {
    // oxlint-disable-next-line no-await-in-loop -- a crowd that comes at once is another workload
    const client = await DocumentClient.join(server, document);
    if (index === 0) client.write(start);
    const clientId = clientIdOf(index);
    client.send(presenceMessage(cursorOf(clientId, 1, 0)));
    people.push({ client, clientId, typing: typings[index] });
  }
  return people;
}

function eventsOf(person: Person, company: Company, random: Random): Event[] {
  const { client, typing, clientId } = person;
  const { keystrokesPerSecond, cursorEveryMs, warmUpMs = longWarmUpMs } = company;
  const events: Event[] = [];
  if (typing !== undefined) {
    const step = 1_000 / keystrokesPerSecond;
    let at = random.next() * step;
    for (const { update, cursor, reach } of typing.keystrokes) {
      const frames = [updateMessage(update), presenceMessage(cursor)].map((message) =>
        client.frame(message),
      );
      events.push({ at, person, frames, reach });
      at += step * (0.5 + random.next());
    }
  } else if (cursorEveryMs !== undefined) {
    let at = random.next() * cursorEveryMs;
    for (let clock = 2; at < warmUpMs + measuredMs; clock++) {
      const frames = [client.frame(presenceMessage(cursorOf(clientId, clock, clock)))];
      events.push({ at, person, frames, reach: undefined });
      at += cursorEveryMs * (0.5 + random.next());
    }
  }
  return events;
}

/** Sends events when they are due, and notes what was sent when. */
class Schedule {
  readonly sent = new Map<Person, { insertions: { reach: number; at: number }[]; last: number }>();
  readonly #events: readonly Event[];
  #next = 0;
  #startedAt: number | undefined;

  constructor(events: readonly Event[]) {
    this.#events = events;
  }

  /** Sends those that are due before `untilMs`, counted from the first call. */
  async run(untilMs: number): Promise<void> {
    const startedAt = (this.#startedAt ??= performance.now());
    for (let event = this.#events[this.#next]; event !== undefined && event.at < untilMs;) {
      const now = performance.now();
      if (event.at > now - startedAt) {
        // oxlint-disable-next-line no-await-in-loop -- this is the schedule
        await sleep(1);
        continue;
      }
      this.#send(event, now);
      event = this.#events[++this.#next];
    }
  }

  #send({ person, frames, reach }: Event, now: number): void {
    for (const frame of frames) person.client.raw.write(frame);
    const sent = this.sent.get(person) ?? { insertions: [], last: 1 };
    this.sent.set(person, sent);
    sent.last++;
    if (reach !== undefined) sent.insertions.push({ reach, at: now });
  }
}

/** Throws unless every member received everything; returns how long it took. */
function check(
  server: ServerProcess,
  people: readonly Person[],
  start: Uint8Array,
  recordings: ReadonlyMap<Person, Recording>,
  sent: Schedule["sent"],
  since: number,
): number[] {
  const latencies: number[] = [];
  for (const [index, person] of people.entries()) {
    const recording = recordings.get(person);
    if (recording === undefined || person.client.raw.ended !== undefined) {
      throw new Error(`a member was cut off: ${person.client.raw.ended}`);
    }
    const authors = people.flatMap((author): Sent[] => {
      const theirs = author === person ? undefined : sent.get(author);
      if (theirs === undefined) return [];
      const { insertions, last } = theirs;
      return [{ clientId: author.clientId, insertions, presenceClock: last }];
    });
    const received = readArrivals(recording, server.contestant.dialect, authors, since);
    for (const latency of received.latenciesMs) latencies.push(latency);
    if (index === 0) {
      const typed = people.flatMap(({ typing }) => (typing === undefined ? [] : updatesOf(typing)));
      const own = person.typing === undefined ? [] : updatesOf(person.typing);
      expectSame(
        documentOf([start, ...own, ...received.updates]),
        documentOf([start, ...typed]),
        "what a member received",
      );
    }
  }
  return latencies;
}

function updatesOf({ keystrokes }: Typing): Uint8Array[] {
  return keystrokes.map(({ update }) => update);
}

/** Resolves when nobody has received anything for a second. */
async function quiet(people: readonly Person[]): Promise<void> {
  let before = -1;
  for (let now = receivedBytes(people); now !== before; now = receivedBytes(people)) {
    before = now;
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    await sleep(1_000);
  }
}

function receivedBytes(people: readonly Person[]): number {
  return sum(people.map(({ client }) => client.raw.receivedBytes));
}
