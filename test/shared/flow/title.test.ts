/** The title that somebody gave a document. */

import {
  flowText,
  insertBlocks,
  maxTitleLength,
  readFlow,
  setTitle,
  titleOf,
} from "@coscribe/shared/flow";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";

describe("a document's title", () => {
  it("E212 is there for everybody, and nothing else of the document is touched", () => {
    const [one, other] = [new Y.Doc(), new Y.Doc()];
    insertBlocks(readFlow(flowText(one)), undefined, []);
    setTitle(flowText(one), "  A\n report ");
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    expect(titleOf(flowText(other))).toBe("A report");
    expect(flowText(other).length).toBe(0);
  });

  it("E212 is gone when it is emptied, and writes nothing where it is the same", () => {
    const doc = new Y.Doc();
    const text = flowText(doc);
    setTitle(text, "A");
    let updates = 0;
    doc.on("update", () => updates++);
    setTitle(text, "A ");
    expect(updates).toBe(0);
    setTitle(text, " ");
    expect(titleOf(text)).toBeUndefined();
    expect(updates).toBe(1);
  });

  it("E212 whatever anybody wrote, it is a line of limited length or none", () => {
    const text = flowText(new Y.Doc());
    for (const value of [7, null, {}, "", " \n"]) {
      text.setAttribute("title", value);
      expect(titleOf(text)).toBeUndefined();
    }
    text.setAttribute("title", "long ".repeat(1000));
    expect(titleOf(text)!.length).toBeLessThanOrEqual(maxTitleLength);
  });
});
