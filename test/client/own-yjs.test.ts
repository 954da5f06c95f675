/** Two copies of Yjs in one program, both real. */

import { connect, UnusableDocError } from "@coscribe/client";
import { mountEditor } from "@coscribe/client/editor";
import { isElement, isText } from "@coscribe/client/internal/editor/binding/entry";
import { readBlock } from "@coscribe/client/internal/editor/binding/read-block";
import { documentSchema } from "@coscribe/shared/schema";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Some address that nobody listens on. */
const url = "ws://127.0.0.1:9";

/** The other copy complains on the console when it is loaded: it has noticed this one. */
let Other: typeof Y;
beforeAll(async () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
  Other = (await import("yjs-other")) as unknown as typeof Y;
  expect(complaint).toHaveBeenCalledWith(expect.stringContaining("already imported"));
  complaint.mockRestore();
});

function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("a document that connect() is given", () => {
  it("C94 is refused if another copy of yjs made it, with the way out", () => {
    const error = thrownBy(() => connect(url, "doc", { doc: new Other.Doc() }));
    expect(error).toBeInstanceOf(UnusableDocError);
    expect(error).toMatchObject({ code: "otherYjs" });
    for (const word of ["two copies of yjs", "npm dedupe", "overrides", "resolve.dedupe"]) {
      expect(String(error)).toContain(word);
    }
  });

  it("C94 is refused if Yjs 14 made it", async () => {
    const { Doc } = await import("@y/y");
    const doc = new Doc() as unknown as Y.Doc;
    expect(thrownBy(() => connect(url, "doc", { doc }))).toMatchObject({ code: "newerYjs" });
  });

  it("C94 is refused if it is none", () => {
    for (const doc of [null, {}, "doc", new Map()] as unknown as Y.Doc[]) {
      expect(thrownBy(() => connect(url, "doc", { doc }))).toMatchObject({ code: "noDoc" });
    }
  });

  it("C94 is taken if it is one of a class made from ours", () => {
    class NamedDoc extends Y.Doc {}
    const connection = connect(url, "doc", { doc: new NamedDoc() });
    connection.close();
  });

  it("C94 is refused by the editor too, before it touches the page", () => {
    const doc = new Other.Doc();
    const connection = { doc, awareness: new Awareness(new Y.Doc()) };
    expect(thrownBy(() => mountEditor({} as HTMLElement, connection))).toMatchObject({
      code: "otherYjs",
    });
    connection.awareness.destroy();
  });
});

describe("what a document holds", () => {
  it("C95 is read alike, whichever copy of yjs holds it", () => {
    const blocks = [Y, Other].map((yjs) => {
      const fragment = new yjs.Doc().getXmlFragment("prosemirror");
      const element = new yjs.XmlElement("textblock");
      const text = new yjs.XmlText();
      fragment.insert(0, [element]);
      element.insert(0, [text]);
      text.insert(0, "bold", { bold: {} });
      expect([isElement(element), isElement(text), isElement(fragment)]).toEqual([
        true,
        false,
        false,
      ]);
      expect([isText(element), isText(text), isText("text"), isText(null)]).toEqual([
        false,
        true,
        false,
        false,
      ]);
      return readBlock(element, documentSchema);
    });
    expect(blocks[0]?.textContent).toBe("bold");
    expect(blocks[1]?.toJSON()).toEqual(blocks[0]?.toJSON());
  });
});
