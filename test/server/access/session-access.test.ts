/** How long access lasts, on a clock that a test moves. */

import type { Allowed, Denied } from "@coscribe/server";
import { Authorizer } from "@coscribe/server/internal/access/authorizer";
import { SessionAccess } from "@coscribe/server/internal/session/session-access";
import { describe, expect, it } from "vitest";
import { SimClock } from "../../support/sim-clock.ts";

const minute = 60_000;

class Story {
  readonly clock = new SimClock();
  /** What the session was told, in order. */
  readonly told: string[] = [];
  /** The tokens that the hook was asked about. */
  readonly asked: (string | undefined)[] = [];
  answer: (token: string | undefined) => Allowed | Denied | Promise<Allowed | Denied>;
  readonly access: SessionAccess;

  constructor(answer: Story["answer"]) {
    this.answer = answer;
    const { clock } = this;
    const authorizer = new Authorizer({
      authorize: ({ token }) => {
        this.asked.push(token);
        return this.answer(token);
      },
      authorizeTimeoutMs: 4_000,
      clock,
      onEvent: () => undefined,
    });
    const request = {
      document: "doc",
      headers: {},
      query: new URLSearchParams(),
      token: "first",
      address: "::1",
    };
    this.access = new SessionAccess(request, authorizer, clock, {
      accessChanged: ({ access }) => {
        const { remainingMs } = this.access;
        this.told.push(remainingMs === undefined ? access : `${access} for ${remainingMs} ms`);
      },
      accessEnded: ({ code, message }) => this.told.push(`${code}: ${message}`),
    });
  }

  until(ms: number, access: Allowed["access"] = "write"): Allowed {
    return { user: { id: "ann" }, access, expiresAt: this.clock.wallTime() + ms };
  }
}

describe("access that ends", () => {
  it("I6 is told a minute before, and ends when nothing new has come", async () => {
    const story = new Story(() => story.until(10 * minute));
    await story.access.begin();
    story.answer = () => ({ deny: "it is over", signIn: true });
    await story.clock.advance(9 * minute - 1);
    expect(story.told).toEqual([]);
    await story.clock.advance(1);
    expect(story.told).toEqual(["write for 60000 ms"]);
    await story.clock.advance(minute - 1);
    expect(story.told).toHaveLength(1);
    await story.clock.advance(1);
    expect(story.told.slice(1)).toEqual(["unauthenticated: it is over"]);
  });

  it("I6 goes on where the hook says so again, as for a cookie that was renewed", async () => {
    const story = new Story(() => story.until(10 * minute));
    await story.access.begin();
    await story.clock.advance(10 * minute);
    expect(story.told).toEqual(["write for 60000 ms", "write for 600000 ms"]);
    expect(story.asked).toEqual(["first", "first"]);
  });

  it("I6 an answer that names a time that is over lets nobody in", async () => {
    const story = new Story(() => story.until(0));
    await expect(story.access.begin()).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("I6 a year is not too long for a timer", async () => {
    const story = new Story(() => story.until(365 * 24 * 60 * minute));
    await story.access.begin();
    await story.clock.advance(364 * 24 * 60 * minute);
    expect(story.told).toEqual([]);
    await story.clock.advance(24 * 60 * minute - minute);
    expect(story.told).toEqual(["write for 60000 ms"]);
  });

  it("H32 a clock that is set forward far before the end ends it within a minute", async () => {
    const story = new Story(() => story.until(24 * 60 * minute));
    await story.access.begin();
    story.answer = () => ({ deny: "it is over", signIn: true });
    await story.clock.advance(minute);
    story.clock.setWallTime(24 * 60 * minute);
    await story.clock.advance(minute);
    expect(story.told).toEqual(["unauthenticated: it is over"]);
  });

  it("I6 a clock that is set forward ends it, and one that is set back does not end it early", async () => {
    const story = new Story(() => story.until(10 * minute));
    await story.access.begin();
    story.clock.setWallTime(-5 * minute);
    await story.clock.advance(10 * minute);
    expect(story.told).toEqual([]);
    await story.clock.advance(4 * minute);
    expect(story.told).toEqual(["write for 60000 ms"]);
  });
});

describe("access that is asked about again", () => {
  it("I9 a new token is asked about, and kept for later", async () => {
    const story = new Story(() => story.until(10 * minute, "read"));
    await story.access.begin();
    story.answer = () => story.until(20 * minute, "write");
    await story.access.ask("second");
    await story.access.ask();
    expect(story.asked).toEqual(["first", "second", "second"]);
    expect(story.told).toEqual(["write for 1200000 ms", "write for 1200000 ms"]);
    await story.clock.advance(11 * minute);
    expect(story.told).toHaveLength(2);
  });

  it("I9 of several questions the last one counts, whichever is answered first", async () => {
    const story = new Story(() => story.until(minute * 10));
    await story.access.begin();
    const answers: ((answer: Allowed | Denied) => void)[] = [];
    story.answer = () => new Promise((resolve) => answers.push(resolve));
    const earlier = story.access.ask();
    const later = story.access.ask();
    answers[1]!(story.until(20 * minute, "read"));
    await later;
    answers[0]!({ deny: "no" });
    await earlier;
    expect(story.told).toEqual(["read for 1200000 ms"]);
    expect(story.access.grant.access).toBe("read");
  });

  it("I8 somebody about whom nobody can say anything in time is sent away for now", async () => {
    const story = new Story(() => story.until(minute * 10));
    await story.access.begin();
    story.answer = () => new Promise(() => undefined);
    const asked = story.access.ask();
    await story.clock.advance(4_000);
    await asked;
    expect(story.told).toEqual(["tryAgainLater: nobody could say in time whether you may"]);
  });

  it("I8 nothing is told of a session that has ended", async () => {
    const story = new Story(() => story.until(10 * minute));
    await story.access.begin();
    let answer: (answer: Denied) => void;
    story.answer = () => new Promise((resolve) => (answer = resolve));
    const asked = story.access.ask();
    story.access.close();
    answer!({ deny: "no" });
    await asked;
    await story.clock.advance(20 * minute);
    expect(story.told).toEqual([]);
  });
});
