/**
 * Two copies of ProseMirror in one program, both real: the one that the editor uses, and the one
 * that the rest of the program has, because it loads its packages with `require`.
 */

import { createRequire } from "node:module";
import { moveDown, duplicate } from "@coscribe/client/internal/editor/commands/move";
import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { documentSchema } from "@coscribe/shared/schema";
import * as ownModel from "prosemirror-model";
import * as ownState from "prosemirror-state";
import * as ownTransform from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { documentOf, exchange, pair, Peer } from "./peer.ts";
import { written } from "./written.ts";

const load = createRequire(import.meta.url);
const model = secondCopy("prosemirror-model") as typeof ownModel;
const state = secondCopy("prosemirror-state") as typeof ownState;
const transform = secondCopy("prosemirror-transform") as typeof ownTransform;

/** The package as `require` gets it in a program; here both ways of loading would lead to one copy. */
function secondCopy(name: string): unknown {
  return load(load.resolve(name).replace(/\.js$/, ".cjs"));
}

it("E50 the other copy is another one", () => {
  expect(model.Node).not.toBe(ownModel.Node);
  expect(state.TextSelection).not.toBe(ownState.TextSelection);
  expect(transform.ReplaceStep).not.toBe(ownTransform.ReplaceStep);
});

describe("what a program does with its own copy of ProseMirror", () => {
  it("E50 its selections are selections", () => {
    const [ann, bob] = pair("one", "two");
    const { tr } = ann.state;
    tr.insert(5, documentSchema.node("divider"));
    ann.dispatch(tr);
    exchange(ann, bob);
    ann.dispatch(ann.state.tr.setSelection(state.NodeSelection.create(ann.state.doc, 5)));
    bob.select(0, 0);
    bob.type("X");
    exchange(ann, bob);
    expect(ann.state.selection.toJSON()).toEqual({ type: "node", anchor: 6 });
    ann.dispatch(ann.state.tr.setSelection(state.NodeSelection.create(ann.state.doc, 6)));
    ann.run(moveDown);
    expect(ann.lines).toEqual(["Xone", "two", ""]);
    expect(ann.state.selection.toJSON()).toEqual({ type: "node", anchor: 11 });
    ann.dispatch(ann.state.tr.setSelection(state.TextSelection.create(ann.state.doc, 2, 4)));
    ann.type("_");
    ann.binding.history.undo();
    expect(ann.state.selection.toJSON()).toEqual({ type: "text", anchor: 2, head: 4 });
    ann.dispatch(ann.state.tr.setSelection(new state.AllSelection(ann.state.doc)));
    bob.type("Y");
    exchange(ann, bob);
    expect(ann.state.selection.toJSON()).toEqual({ type: "all" });
    ann.run(backspace);
    ann.binding.history.undo();
    expect(ann.state.selection.toJSON()).toEqual({ type: "all" });
    exchange(ann, bob);
    expect(ann.shown).toBe(bob.shown);
  });

  it("E50 its steps are written as what they are", () => {
    const peer = new Peer(1, documentOf("hello", "two"));
    const step = (made: ownTransform.Step) => {
      const { inserted, deleted } = written(peer, () => peer.dispatch(peer.state.tr.step(made)));
      expect(peer.shown).toBe(peer.stored);
      return { inserted, deleted };
    };
    const bold = documentSchema.mark("bold");
    expect(step(new transform.AddMarkStep(1, 3, bold)).inserted).toEqual(["*bold", "*bold"]);
    expect(step(new transform.RemoveMarkStep(1, 3, bold)).inserted).not.toContain("he");
    expect(step(new transform.AttrStep(0, "kind", "quote")).inserted).toEqual(["kind="]);
    expect(step(new transform.ReplaceStep(2, 4, ownModel.Slice.empty))).toEqual({
      inserted: [],
      deleted: 2,
    });
    peer.select(0, 1);
    peer.run(enter);
    peer.run(duplicate);
    expect(peer.shown).toBe(peer.stored);
  });

  it("E50 its slices of our nodes are stored", () => {
    const peer = new Peer(1, documentOf("one"));
    const text = documentSchema.text("theirs", [documentSchema.mark("bold")]);
    const node = documentSchema.node("textblock", { kind: "quote" }, [text]);
    const slice = new model.Slice(model.Fragment.from(node), 0, 0);
    peer.dispatch(peer.state.tr.step(new transform.ReplaceStep(0, 0, slice)));
    expect(peer.lines).toEqual(["theirs", "one"]);
    expect(peer.state.doc.firstChild!.attrs["kind"]).toBe("quote");
    expect(peer.shown).toBe(peer.stored);
  });

  it("E50 what cannot be joined is refused with an error that names the reason", () => {
    const json = { type: "textblock", content: [{ type: "text", text: "x" }] };
    expect(() => model.Node.fromJSON(documentSchema, json)).toThrow(
      "multiple versions of prosemirror-model",
    );
  });

  it("E50 nodes of a schema of its own are left out, and nothing else is lost", () => {
    const peer = new Peer(1, documentOf("one"));
    const foreign = new ownModel.Schema({
      nodes: { doc: { content: "textblock+" }, textblock: { content: "text*" }, text: {} },
    });
    const node = foreign.node("textblock", {}, [foreign.text("theirs")]);
    peer.dispatch(peer.state.tr.insert(0, node));
    expect(peer.lines).toEqual(["one"]);
    peer.dispatch(peer.state.tr.insert(0, documentSchema.nodeFromJSON(node.toJSON())));
    expect(peer.lines).toEqual(["theirs", "one"]);
    expect(peer.shown).toBe(peer.stored);
  });
});
