/** State vectors, presence and messages that no honest client sends. */

import {
  contents,
  item,
  join,
  messages,
  nestedJson,
  presence,
  repeat,
  stateVector,
  updateOf,
  varBytes,
  varUint,
  type Shown,
} from "../bytes.ts";
import { sends, victim, type Attack } from "./attack.ts";

const malformed = 4400;
const mallory = 66;

function vector(name: string, bytes: () => Uint8Array): Attack {
  return sends(name, malformed, () => [messages.syncStep1(bytes())]);
}

function shows(name: string, outcome: number | "ignored", shown: () => readonly Shown[]): Attack {
  return sends(name, outcome, () => [messages.presence(presence(shown()))]);
}

const vectors: readonly Attack[] = [
  vector("an empty state vector of no bytes", () => join([])),
  vector("a state vector cut off", () => stateVector([[1, 5]], 2)),
  vector("a state vector of 2^53 - 1 clients, none of which is there", () =>
    stateVector([], 2 ** 53 - 1),
  ),
  vector("a state vector with a number of nine bytes", () => join(1, varUint(1, 9), 0)),
  vector("a state vector of a million clients", () =>
    stateVector(Array.from({ length: 1_000_000 }, (_, client) => [client, 1] as const)),
  ),
  sends("a state vector with clocks that nobody has reached", "ignored", () => [
    messages.syncStep1(stateVector([[victim, 2 ** 53 - 1]])),
  ]),
];

const shown: readonly Attack[] = [
  shows("presence 20,000 deep", "ignored", () => [
    { client: mallory, clock: 1, state: nestedJson(20_000) },
  ]),
  shows("presence 129 deep", "ignored", () => [
    { client: mallory, clock: 1, state: nestedJson(129) },
  ]),
  shows("presence that is no JSON", malformed, () => [
    { client: mallory, clock: 1, state: "{name:1}" },
  ]),
  shows("presence that is not UTF-8", malformed, () => [
    { client: mallory, clock: 1, state: Uint8Array.of(0x22, 0xff, 0x22) },
  ]),
  shows("presence that is null with a space", malformed, () => [
    { client: mallory, clock: 1, state: "null " },
  ]),
  shows("presence of no bytes", malformed, () => [{ client: mallory, clock: 1, state: "" }]),
  shows("presence of a megabyte", "ignored", () => [
    { client: mallory, clock: 1, state: JSON.stringify("x".repeat(2 ** 20)) },
  ]),
  shows("presence of 200,000 clients", malformed, () =>
    Array.from({ length: 200_000 }, (_, client) => ({ client, clock: 1, state: "{}" })),
  ),
  shows("the departure of 200,000 clients", malformed, () =>
    Array.from({ length: 200_000 }, (_, client) => ({ client, clock: 1, state: "null" })),
  ),
  sends("presence of 2^53 - 1 clients, none of which is there", malformed, () => [
    messages.presence(presence([], 2 ** 53 - 1)),
  ]),
  sends("presence cut off", malformed, () => [
    messages.presence(join(1, varUint(mallory), 1, 20, 0x7b)),
  ]),
  shows("somebody's presence", "ignored", () => [
    { client: victim, clock: 1_000, state: '{"name":"Mallory"}' },
  ]),
  shows("somebody's presence, so late that they could never show theirs again", "ignored", () => [
    { client: victim, clock: 2 ** 53 - 1, state: '{"name":"Mallory"}' },
  ]),
  shows("somebody's departure", "ignored", () => [{ client: victim, clock: 1_000, state: "null" }]),
  shows("presence with a clock above 2^40", "ignored", () => [
    { client: mallory, clock: 2 ** 40 + 1, state: "{}" },
  ]),
];

const strange: readonly Attack[] = [
  sends("an empty message", malformed, () => [join([])]),
  sends("a sync message of an unknown type", malformed, () => [join(0, 3, 0)]),
  sends("an update that ends after its message", malformed, () => [
    join(0, 2, varUint(2 ** 31), 0),
  ]),
  sends("a message whose type has nine bytes", malformed, () => [join(varUint(0, 9))]),
  sends("a million messages in one", malformed, () => [repeat(messages.queryPresence, 1_000_000)]),
  sends("a request for an acknowledgement with a megabyte", malformed, () => [
    join(102, varBytes(new Uint8Array(2 ** 20))),
  ]),
  sends("messages of unknown types", "ignored", () => [
    join(4),
    join(2, varBytes(Buffer.from("permission denied"))),
    join(varUint(2 ** 53 - 1), 1, 2, 3),
    join(127),
  ]),
  sends("an update behind a message of an unknown type", "held", () => [
    join(42, messages.update(updateOf(mallory, item(contents.string("not understood"))))),
  ]),
  sends("messages behind one of an unknown type, over and over", "ignored", () => [
    repeat(join(42, messages.syncStep1(stateVector([]))), 200_000),
  ]),
  sends("a server's words", "ignored", () => [
    join(110, 1),
    join(111, varBytes(Buffer.from("generation"))),
  ]),
];

/** See the head of this file. */
export const hostileMessages: readonly Attack[] = [...vectors, ...shown, ...strange];
