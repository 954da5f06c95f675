import { isEditable, phaseOf } from "@coscribe/client/app/document/phase";
import { refusalFor } from "@coscribe/client/app/document/refusal";
import type { ConnectionStatus } from "@coscribe/client";
import { closeCodes } from "@coscribe/shared";
import { describe, expect, it } from "vitest";

const connecting: ConnectionStatus = { state: "connecting" };
const joined: ConnectionStatus = { state: "connected", isSynced: false };
const synced: ConnectionStatus = { state: "connected", isSynced: true };
const lost: ConnectionStatus = { state: "disconnected" };
const refused: ConnectionStatus = { state: "refused", code: 4422, reason: "no" };

describe("what a person is told about the connection", () => {
  it("W6 connecting lasts until the content is here, and becomes slow in time", () => {
    for (const status of [connecting, joined, lost]) {
      expect(phaseOf(status, false, false)).toEqual({ type: "connecting", isSlow: false });
      expect(phaseOf(status, false, true)).toEqual({ type: "connecting", isSlow: true });
    }
  });

  it("W6 a lost connection is mentioned only when it does not come back at once", () => {
    for (const status of [connecting, joined, lost]) {
      expect(phaseOf(status, true, false)).toEqual({ type: "synced" });
      expect(phaseOf(status, true, true)).toEqual({ type: "reconnecting" });
    }
  });

  it("W6 a connection that is back is told at once", () => {
    expect(phaseOf(synced, true, true)).toEqual({ type: "synced" });
    expect(phaseOf(synced, false, false)).toEqual({ type: "synced" });
  });

  it("W9 a refusal is told at once, with what the server said", () => {
    expect(phaseOf(refused, true, false)).toEqual({
      type: "refused",
      code: 4422,
      reason: "no",
      hasContent: true,
    });
  });

  it("W7 the text can be changed from the first sync on, connected or not, until a refusal", () => {
    const editable = [
      phaseOf(joined, false, false),
      phaseOf(synced, false, false),
      phaseOf(lost, true, true),
      phaseOf(refused, true, false),
    ].map(isEditable);
    expect(editable).toEqual([false, true, true, false]);
  });

  it("W9 every final close code has advice of its own", () => {
    const unknown = refusalFor(4499, true);
    const finalCodes = Object.values(closeCodes).filter(({ retry }) => retry === "never");
    expect(finalCodes.length).toBeGreaterThan(0);
    for (const { code } of finalCodes) expect(refusalFor(code, true)).not.toEqual(unknown);
  });

  it("W9 a document that was deleted before it could be shown offers nothing to copy", () => {
    const { code } = closeCodes.documentDeleted;
    expect(refusalFor(code, true).advice).toMatch(/copy/i);
    expect(refusalFor(code, false).advice).not.toMatch(/copy/i);
  });
});
