/** When a server counts as silent, on a clock that tests move. */

import { Pulse } from "@coscribe/client/internal/link/pulse";
import { describe, expect, it } from "vitest";
import { SimClock } from "../../support/sim-clock.ts";

/** A pulse, and what it has asked and told, each with the time in ms. */
function pulse({ isUploading = false, echoes = true } = {}): {
  pulse: Pulse;
  clock: SimClock;
  asked: number[];
  told: [number, boolean][];
} {
  const clock = new SimClock();
  const asked: number[] = [];
  const told: [number, boolean][] = [];
  const made = new Pulse(clock, {
    ask: () => asked.push(clock.now()),
    silenceChanged: (isSilent) => told.push([clock.now(), isSilent]),
    isUploading: () => isUploading,
  });
  made.begin();
  if (echoes) {
    made.heard();
    made.echoed();
  }
  asked.length = 0;
  return { pulse: made, clock, asked, told };
}

describe("a pulse", () => {
  it("C120 asks when something was awaited for a second, and tells of silence two later", async () => {
    const { pulse: tried, clock, asked, told } = pulse();
    tried.setAwaited(true);
    await clock.advance(60_000);
    expect(asked).toEqual([1_000]);
    expect(told).toEqual([[3_000, true]]);
    tried.heard();
    expect(told).toEqual([
      [3_000, true],
      [60_000, false],
    ]);
  });

  it("C120 takes whatever is heard for a sign of life, and goes on looking", async () => {
    const { pulse: tried, clock, asked, told } = pulse();
    tried.setAwaited(true);
    for (let at = 0; at < 10; at++) {
      // oxlint-disable-next-line no-await-in-loop -- time passes
      await clock.advance(900);
      tried.heard();
    }
    expect(asked).toEqual([]);
    await clock.advance(1_000);
    tried.heard();
    tried.echoed();
    await clock.advance(3_000);
    expect(asked).toEqual([10_000, 11_000]);
    expect(told).toEqual([[13_000, true]]);
  });

  it("C120 asks nothing while nothing is awaited", async () => {
    const { pulse: tried, clock, asked, told } = pulse();
    tried.setAwaited(true);
    await clock.advance(500);
    tried.setAwaited(false);
    await clock.advance(600_000);
    expect([asked, told]).toEqual([[], []]);
  });

  it("C120 asks at once where there may be no network, awaited or not", async () => {
    const { pulse: tried, clock, asked, told } = pulse();
    await clock.advance(5_000);
    tried.doubt();
    await clock.advance(999);
    expect([asked, told]).toEqual([[5_000], []]);
    await clock.advance(1);
    expect(told).toEqual([[6_000, true]]);
  });

  it("C120 gives a large edit on its way more time", async () => {
    const { pulse: tried, clock, told } = pulse({ isUploading: true });
    tried.setAwaited(true);
    await clock.advance(30_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([[31_000, true]]);
  });

  it("C120 never calls a server silent that has returned no echo", async () => {
    const { pulse: tried, clock, asked, told } = pulse({ echoes: false });
    tried.setAwaited(true);
    tried.doubt();
    await clock.advance(600_000);
    expect([asked, told]).toEqual([[], []]);
  });

  it("C120 asks and tells nothing once it is closed", async () => {
    const { pulse: tried, clock, asked, told } = pulse();
    tried.setAwaited(true);
    tried.close();
    tried.doubt();
    await clock.advance(600_000);
    expect([asked, told]).toEqual([[], []]);
  });
});
