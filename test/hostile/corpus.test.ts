/**
 * Everything hostile that has a name, sent to the real server in a process of its own. Each attack
 * has a document to itself, with an honest client in it and another one who watches.
 */

import { describe, expect, it } from "vitest";
import { RawPeer } from "../support/raw-peer.ts";
import { startServer, type ServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";
import { frame, frameHeads, messages, stateVector } from "./bytes.ts";
import { victim, type Attack } from "./corpus/attack.ts";
import { hostileMessages } from "./corpus/messages.ts";
import { hostileUpdates } from "./corpus/updates.ts";
import { hostileFrames } from "./corpus/wire.ts";
import { HonestPeer, stateOf } from "./honest-peer.ts";

const question = messages.syncStatus(Buffer.from("?"));

function portOf({ url }: ServerProcess): number {
  return Number(new URL(url).port);
}

function send(peer: RawPeer, payload: Uint8Array): void {
  peer.write(frame(frameHeads.binary, payload));
}

function hasMessage(peer: RawPeer, ...start: number[]): boolean {
  return peer.messages.some((message) => start.every((byte, index) => message[index] === byte));
}

/** Sends `attack` and a request for an acknowledgement; fails unless what comes back is right. */
async function attackOn(port: number, name: string, attack: Attack): Promise<void> {
  const mallory = new RawPeer(port, `/${name}`);
  await mallory.message(0);
  for (const bytes of attack.wire()) mallory.write(bytes);
  send(mallory, question);
  if (typeof attack.outcome === "number") {
    const { code } = await mallory.ended();
    expect(code).toBe(attack.outcome);
    expect(hasMessage(mallory, 102)).toBe(false);
    return;
  }
  if (attack.outcome === "ignored") {
    await until("the acknowledgement", () => hasMessage(mallory, 102));
  } else {
    // Messages are handled in order, so the answer to this one comes after what there is to say.
    const greetings = mallory.messages.length;
    send(mallory, messages.syncStep1(stateVector([])));
    await until("the answer", () => hasMessage(mallory, 0, 1));
    expect(mallory.messages.slice(greetings).some(([type, kind]) => type === 0 && kind === 0)).toBe(
      true,
    );
    expect(hasMessage(mallory, 102)).toBe(false);
  }
  expect(mallory.closed).toBeUndefined();
  mallory.destroy();
}

/** One attack on a document of its own; returns what is in it at the end. */
async function survive(port: number, name: string, attack: Attack): Promise<Uint8Array> {
  const honest = await HonestPeer.join(port, name, victim);
  const watcher = await HonestPeer.join(port, name, 2);
  honest.show("Alice");
  honest.write("honest text");
  await watcher.until("the honest text", () => watcher.text === "honest text");
  await watcher.until("the honest presence", () => watcher.shown.length > 0);
  const before = await stateOf(port, name);

  await attackOn(port, name, attack);

  expect(await stateOf(port, name)).toEqual(before);
  const { updates } = watcher;
  honest.write(", and more");
  await watcher.until("the honest edit", () => watcher.text === "honest text, and more");
  expect(watcher.updates).toBe(updates + 1);
  const states = watcher.shown.map(({ state }) => `${state && Buffer.from(state).toString()}`);
  expect(new Set(states)).toEqual(new Set(['{"name":"Alice"}']));
  await honest.saved();
  honest.leave();
  watcher.leave();
  return stateOf(port, name);
}

/** The number of errors in the server's log. */
const errorLevel = 50;

/** So many attacks are under way at once. */
const lanes = 6;

async function surviveAll(attacks: readonly Attack[]): Promise<void> {
  const data = temporaryFolder();
  const server = await startServer(data);
  const failures: string[] = [];
  const states: Uint8Array[] = [];
  const left = [...attacks.entries()];
  const survivors = Array.from({ length: lanes }, async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [index, attack] = next;
      try {
        states[index] = await survive(portOf(server), `document-${index}`, attack);
      } catch (error) {
        failures.push(`${attack.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  });
  await Promise.all(survivors);
  expect(failures).toEqual([]);
  expect(server.log.filter(({ level }) => Number(level) >= errorLevel)).toEqual([]);
  await server.stop("SIGKILL");

  const restarted = await startServer(data);
  for (const [index, state] of states.entries()) {
    expect(await stateOf(portOf(restarted), `document-${index}`)).toEqual(state);
  }
}

describe("the corpus", () => {
  it(`H3 ${hostileUpdates.length} hostile updates are refused with their codes, without a trace`, async () => {
    await surviveAll(hostileUpdates);
  }, 120_000);

  it(`H4 ${hostileMessages.length} hostile messages are refused or ignored, without a trace`, async () => {
    await surviveAll(hostileMessages);
  }, 120_000);

  it(`H5 ${hostileFrames.length} hostile WebSocket frames end their connections, and nothing else`, async () => {
    await surviveAll(hostileFrames);
  }, 120_000);
});
