/** Documents that say that they are of a newer version of the schema. */

import {
  isOfNewerVersion,
  watchForNewerVersion,
} from "@coscribe/client/internal/editor/binding/newer-version";
import { flowText } from "@coscribe/shared/flow";
import { schemaVersion } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { documentOf, Peer } from "./peer.ts";

/** A document that another program says is of `version`. */
function documentOfVersion(version: unknown): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, documentOf("text"));
  doc.getText("flow").setAttribute("version", version);
  return Y.encodeStateAsUpdate(doc);
}

/** A document that is open already, and how often it was said that it is of a newer version. */
function opened(): { doc: Y.Doc; text: Y.Text; found: () => number; stop: () => void } {
  const doc = new Y.Doc();
  const text = flowText(doc);
  let times = 0;
  const stop = watchForNewerVersion(text, () => times++);
  return { doc, text, found: () => times, stop };
}

describe("a document of a newer version", () => {
  it("E49 is noticed, at once or when it comes", () => {
    const { doc, text, found, stop } = opened();
    expect(isOfNewerVersion(text)).toBe(false);
    Y.applyUpdate(doc, documentOfVersion(schemaVersion + 1));
    expect(found()).toBe(1);
    expect(isOfNewerVersion(text)).toBe(true);
    stop();
    text.setAttribute("version", schemaVersion + 2);
    expect(found()).toBe(1);
  });

  it("E49 is none that this version has made, or that says something else", () => {
    const peer = new Peer(1);
    peer.type("text");
    expect(isOfNewerVersion(flowText(peer.doc))).toBe(false);
    for (const version of [schemaVersion, 1, 0, -1, "9", Number.NaN, null, { v: 9 }, true]) {
      const { doc, text, found } = opened();
      Y.applyUpdate(doc, documentOfVersion(version));
      expect([found(), isOfNewerVersion(text)], JSON.stringify(version)).toEqual([0, false]);
    }
  });

  it("E49 is not of a newer version any more once it says so", () => {
    const { doc, text } = opened();
    Y.applyUpdate(doc, documentOfVersion(schemaVersion + 1));
    text.removeAttribute("version");
    expect(isOfNewerVersion(text)).toBe(false);
  });
});
