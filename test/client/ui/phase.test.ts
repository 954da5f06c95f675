import { phaseOf } from "@coscribe/client/internal/ui/status/phase";
import { refusalFor } from "@coscribe/client/internal/ui/status/refusal";
import type { ConnectionStatus } from "@coscribe/client";
import { closeCodes } from "@coscribe/shared";
import { englishWords } from "@coscribe/client/internal/ui/messages/english-words";
import { describe, expect, it } from "vitest";

const connecting: ConnectionStatus = { state: "connecting" };
const joined: ConnectionStatus = { state: "connected", isSynced: false };
const synced: ConnectionStatus = { state: "connected", isSynced: true };
const lost: ConnectionStatus = { state: "disconnected" };
const refused: ConnectionStatus = { state: "refused", code: 4422, reason: "no" };

describe("how far a document has come", () => {
  it("W7 it is open from the moment when there is something to show, connected or not", () => {
    for (const status of [connecting, joined, synced, lost]) {
      expect(phaseOf(status, true, true)).toEqual({ type: "open" });
      expect(phaseOf(status, false, false)).toEqual({ type: "connecting", isSlow: false });
    }
  });

  it("W6 before, it becomes slow in time", () => {
    expect(phaseOf(connecting, false, true)).toEqual({ type: "connecting", isSlow: true });
  });

  it("W9 a refusal is told at once, with what the server said", () => {
    expect(phaseOf(refused, true, false)).toEqual({
      type: "refused",
      code: 4422,
      reason: "no",
      hasContent: true,
    });
  });

  it("W9 every final close code has advice of its own", () => {
    const content = { hasContent: true, isKeptOnDevice: false };
    const unknown = refusalFor(englishWords, 4499, content);
    const finalCodes = Object.values(closeCodes).filter(({ retry }) => retry === "never");
    expect(finalCodes.length).toBeGreaterThan(0);
    for (const { code } of finalCodes)
      expect(refusalFor(englishWords, code, content)).not.toEqual(unknown);
  });

  it("W9 a document that was deleted before it could be shown offers nothing to copy", () => {
    const { code } = closeCodes.documentDeleted;
    const isKeptOnDevice = false;
    expect(refusalFor(englishWords, code, { hasContent: true, isKeptOnDevice }).advice).toMatch(
      /copy/i,
    );
    expect(
      refusalFor(englishWords, code, { hasContent: false, isKeptOnDevice }).advice,
    ).not.toMatch(/copy/i);
  });

  it("W9 what this device keeps of a refused document is pointed out", () => {
    const { documentDeleted, frameTooLarge, documentTooLarge, updateRefused } = closeCodes;
    for (const { code } of [documentDeleted, frameTooLarge, documentTooLarge, updateRefused]) {
      const kept = refusalFor(englishWords, code, { hasContent: true, isKeptOnDevice: true });
      const unkept = refusalFor(englishWords, code, { hasContent: true, isKeptOnDevice: false });
      expect(kept.advice).toMatch(/this device keeps a copy.*under all documents/i);
      expect(unkept.advice).toMatch(/Copy what/);
    }
  });
});
