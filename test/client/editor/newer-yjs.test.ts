/** Documents of the real Yjs 14 in Yjs 13. */

import {
  holdsNewerYjs,
  watchForNewerYjs,
} from "@coscribe/client/internal/editor/binding/newer-yjs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { newerYjsDocument, newerYjsText, newerYjsTyping } from "../../support/newer-yjs.ts";
import { playHistory, type Step } from "../../support/yjs-history.ts";

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    replica: fc.nat(2),
    action: fc.nat(11),
    place: fc.nat(999),
    syncsWith: fc.nat(2),
  }),
  { minLength: 1, maxLength: 60 },
);

/** A document that is open already, and how often it was said that newer text has come. */
function opened(): { doc: Y.Doc; fragment: Y.XmlFragment; found: () => number; stop: () => void } {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("prosemirror");
  let times = 0;
  const stop = watchForNewerYjs(fragment, () => times++);
  return { doc, fragment, found: () => times, stop };
}

describe("text of Yjs 14", () => {
  it.each([
    ["in an element", newerYjsDocument()],
    ["in the root type", newerYjsText()],
  ])("C97 is noticed %s, at once or when it comes", (_where, update) => {
    const { doc, fragment, found, stop } = opened();
    expect(holdsNewerYjs(fragment)).toBe(false);
    Y.applyUpdate(doc, update);
    expect(found()).toBe(1);
    expect(holdsNewerYjs(fragment)).toBe(true);
    stop();
    Y.applyUpdate(doc, newerYjsText());
    expect(found()).toBe(1);
  });

  it("C97 is noticed when it is typed into an element that was empty", () => {
    const { doc, fragment, found } = opened();
    const [empty, typed] = newerYjsTyping();
    Y.applyUpdate(doc, empty);
    expect([found(), holdsNewerYjs(fragment)]).toEqual([0, false]);
    Y.applyUpdate(doc, typed);
    expect([found(), holdsNewerYjs(fragment)]).toEqual([1, true]);
  });

  it("C97 is seen in nothing that Yjs 13 writes", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { doc, fragment, found } = opened();
        for (const { update } of playHistory(history, 3).updates) Y.applyUpdate(doc, update);
        expect([found(), holdsNewerYjs(fragment)]).toEqual([0, false]);
      }),
      { numRuns: 100 },
    );
  });
});
