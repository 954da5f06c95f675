/** Two copies of Yjs in one program, both real. */

import { connect, UnusableDocError } from "@coscribe/client";
import { mountEditor } from "@coscribe/client/editor";
import { readFlow } from "@coscribe/shared/flow";
import { documentJson, plainText, toHtml } from "@coscribe/shared/schema";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Some address that nobody listens on. */
const url = "ws://127.0.0.1:9";

/** The other copy complains on the console when it is loaded, by whichever test of the process that is. */
let Other: typeof Y;
beforeAll(async () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
  Other = (await import("yjs-other")) as unknown as typeof Y;
  complaint.mockRestore();
  expect(Other.Doc).not.toBe(Y.Doc);
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
    const source = new Y.Doc();
    const text = source.getText("flow");
    const table = new Y.XmlElement("table");
    const cell = new Y.XmlElement("cell");
    text.applyDelta([
      { insert: block({ id: "one", kind: "heading" }) },
      { insert: "some " },
      { insert: "bold", attributes: { bold: {} } },
      { insert: new Y.XmlElement("mention") },
      { insert: block({ id: "two" }) },
      { insert: "moved" },
      { insert: table },
      { insert: { seg: "two", t: 1 } },
    ]);
    table.setAttribute("id", "three");
    table.insert(0, [cell]);
    cell.insert(0, [new Y.XmlText("in a cell")]);
    const update = Y.encodeStateAsUpdate(source);
    const [ours, theirs] = [Y, Other].map((yjs) => {
      const doc = new yjs.Doc();
      yjs.applyUpdate(doc, update);
      const { blocks } = readFlow(doc.getText("flow"));
      return { json: documentJson(blocks), text: plainText(blocks), html: toHtml(blocks) };
    });
    expect(ours?.text).toContain("some bold");
    expect(ours?.text).toContain("in a cell");
    expect(theirs).toEqual(ours);
  });
});

function block(attributes: Readonly<Record<string, string>>): Y.XmlElement {
  const element = new Y.XmlElement("block");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
