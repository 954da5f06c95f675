import { patienceMs, tellingOf, type Telling } from "@coscribe/client/internal/ui/status/telling";
import { wordingOf } from "@coscribe/client/internal/ui/status/telling-words";
import type { SaveStatus } from "@coscribe/client";
import { englishWords } from "@coscribe/client/internal/ui/messages/english-words";
import { describe, expect, it } from "vitest";

/** When everything in these tests begins, in ms since 1970. */
const start = 1_700_000_000_000;

const saved: SaveStatus = { state: "saved" };
const saving: SaveStatus = { state: "saving", pendingEdits: 1, since: start };
const kept: SaveStatus = { state: "offline", pendingEdits: 1, since: start, isKeptOnDevice: true };
const unkept: SaveStatus = { ...kept, isKeptOnDevice: false };
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
  return patienceMs(told, tellingOf(status, true), status, start + agedMs);
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
    expect(patience("saved", saving)).toBe(400);
    expect(patience("saving", saved)).toBe(400);
    expect(patience("notSaved", saved)).toBe(0);
  });

  it("W6 a lost connection is told only when it does not come back at once", () => {
    expect(patience("saved", kept)).toBe(1_500);
    expect(patience("saved", kept, 1_000)).toBe(500);
    expect(patience("saved", unkept)).toBe(1_500);
    expect(patience("saved", kept, 5_000)).toBe(0);
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
