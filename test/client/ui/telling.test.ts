import {
  nextTelling,
  tellingOf,
  uneaseAfter,
  type Telling,
  type Unease,
} from "@coscribe/client/internal/ui/status/telling";
import { wordingOf } from "@coscribe/client/internal/ui/status/telling-words";
import type { SaveStatus } from "@coscribe/client";
import { englishWords } from "@coscribe/client/internal/ui/messages/english-words";
import { describe, expect, it } from "vitest";

/** When everything in these tests begins, in ms since 1970. */
const start = 1_700_000_000_000;

const saved: SaveStatus = { state: "saved" };
const saving: SaveStatus = { state: "saving", pendingEdits: 1, since: start };
const lost = { state: "offline", pendingEdits: 0, since: start, reason: "noConnection" } as const;
const kept: SaveStatus = { ...lost, isKeptOnDevice: true };
const unkept: SaveStatus = { ...lost, isKeptOnDevice: false };
const waiting: SaveStatus = { ...lost, pendingEdits: 1, isKeptOnDevice: true };
const unanswered: SaveStatus = { ...waiting, reason: "noAnswer" };
const failing: SaveStatus = {
  state: "notSaved",
  pendingEdits: 1,
  since: start,
  reason: "storageFailing",
};
const refused: SaveStatus = {
  state: "refused",
  code: 4422,
  reason: "no",
  pendingEdits: 1,
  isKeptOnDevice: true,
};

/** How long `status` must last to be told in place of `told`, `agedMs` after the start. */
function patience(told: Telling, status: SaveStatus, agedMs = 0): number {
  const now = start + agedMs;
  const { telling, at } = nextTelling(told, status, true, uneaseAfter({}, status, now), now);
  expect(telling).toBe(tellingOf(status, true));
  return Math.max(0, at - now);
}

/** What is told, and when in ms after the start, of statuses that come `at` these times. */
function toldOf(
  first: Telling,
  statuses: readonly (readonly [at: number, status: SaveStatus])[],
  untilMs: number,
): readonly (readonly [number, Telling])[] {
  const tellings: [number, Telling][] = [];
  let told = first;
  let unease: Unease = {};
  for (const [index, [from, status]] of statuses.entries()) {
    const to = statuses[index + 1]?.[0] ?? untilMs;
    unease = uneaseAfter(unease, status, start + from);
    for (let at = start + from; ;) {
      const next = nextTelling(told, status, true, unease, at);
      at = Math.max(at, next.at);
      if (next.telling === told || at >= start + to) break;
      told = next.telling;
      tellings.push([at - start, told]);
    }
  }
  return tellings;
}

describe("what is told about where the edits are", () => {
  it("W18 each status has its own telling, and `saved` is told of nothing else", () => {
    const tellings = [saved, saving, kept, unkept, failing, refused].map((status) =>
      tellingOf(status, true),
    );
    expect(tellings).toEqual(["saved", "saving", "onDevice", "inTab", "notSaved", "refused"]);
  });

  it("W18 nothing is told of edits before there is anything to edit, but a refusal is", () => {
    for (const status of [saved, saving, kept, unkept, failing]) {
      expect(tellingOf(status, false)).toBe("connecting");
    }
    expect(tellingOf(refused, false)).toBe("refused");
  });

  it("W6 saving is told only when it takes longer than a moment, and then for a moment", () => {
    expect(patience("saved", saving)).toBe(250);
    expect(patience("saved", saving, 150)).toBe(100);
    expect(patience("saving", saved)).toBe(400);
    expect(patience("notSaved", saved)).toBe(0);
  });

  it("W6 a lost connection is told only when it does not come back at once", () => {
    expect(patience("saved", kept)).toBe(1_500);
    expect(patience("saved", kept, 1_000)).toBe(500);
    expect(patience("saved", unkept)).toBe(1_500);
    expect(patience("saved", kept, 5_000)).toBe(0);
  });

  it("W18 saved does not stand while an edit waits for a connection to come back", () => {
    expect(toldOf("saved", [[0, waiting]], 5_000)).toEqual([
      [250, "saving"],
      [1_500, "onDevice"],
    ]);
  });

  it("W18 saved does not stand while the connection comes and goes, and what is told stays", () => {
    const flapping = Array.from({ length: 100 }, (_, index): readonly [number, SaveStatus] => {
      const at = index * 300;
      return [at, index % 2 === 0 ? saving : { ...waiting, since: start + at }];
    });
    expect(toldOf("saved", flapping, 30_000)).toEqual([
      [250, "saving"],
      [2_100, "onDevice"],
    ]);
  });

  it("W18 no answer is told as soon as it is known, and not called a lost connection", () => {
    expect(patience("saving", unanswered)).toBe(0);
    const words = wordingOf(englishWords, "onDevice", { status: unanswered, isSafeToLeave: true });
    expect(words.label).toBe("No answer, saved on this device");
    expect(words.meaning).toMatch(/^The server does not answer/);
  });

  it("W6 what is typed on and on, and saved in between, goes unmentioned", () => {
    const typing = Array.from({ length: 50 }, (_, index): readonly [number, SaveStatus] => [
      index * 100,
      { ...saving, since: start + index * 100 },
    ]);
    expect(toldOf("saved", typing, 5_000)).toEqual([]);
  });

  it("W6 a device has a second to write an edit before it counts as not kept", () => {
    expect(patience("onDevice", unkept, 5_000)).toBe(1_000);
    expect(patience("inTab", kept, 5_000)).toBe(0);
  });

  it("W6 what cannot wait is told at once", () => {
    for (const told of ["connecting", "saved", "saving", "onDevice", "inTab"] as const) {
      expect(patience(told, failing)).toBe(0);
      expect(patience(told, refused)).toBe(0);
    }
  });

  it("W18 the advice on edits that are not saved depends on whether this device keeps them", () => {
    const advice = (isSafeToLeave: boolean): string =>
      wordingOf(englishWords, "notSaved", { status: failing, isSafeToLeave }).advice;
    expect(advice(true)).toContain("You can close this page");
    expect(advice(false)).toContain("Keep this page open");
  });

  it("W18 a large edit is told with how far it has come, and never as done before it is", () => {
    const words = (acknowledgedBytes: number): string[] => {
      const upload = { acknowledgedBytes, totalBytes: 6_000_000 };
      const status: SaveStatus = { ...saving, upload };
      const { label, meaning } = wordingOf(englishWords, "saving", {
        status,
        isSafeToLeave: false,
      });
      return [label, meaning];
    };
    expect(words(2_100_000)).toEqual(["Saving… 35 %", "2.1 of 6.0 MB are on the server’s disk."]);
    expect(words(0)[0]).toBe("Saving… 0 %");
    expect(words(6_000_000)[0]).toBe("Saving… 99 %");
  });

  it("W18 a server that cannot write is told from one that does not answer", () => {
    const meaning = (status: SaveStatus): string =>
      wordingOf(englishWords, "notSaved", { status, isSafeToLeave: true }).meaning;
    expect(meaning(failing)).toContain("cannot write");
    expect(meaning({ ...failing, reason: "overdue" })).toContain("does not confirm");
  });
});
