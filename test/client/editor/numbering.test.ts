import { numberLines } from "@coscribe/client/internal/editor/features/list/numbering";
import { documentSchema } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { EditorState, type Transaction } from "prosemirror-state";
import type { DecorationSource } from "prosemirror-view";
import { expect, it } from "vitest";

const plugin = numberLines();

function line(id: string, kind: string | null = null): Node {
  return documentSchema.node("textblock", { id, kind }, [documentSchema.text(id)]);
}

function table(...lines: readonly Node[]): Node {
  const cell = documentSchema.node("cell", { row: "r1", col: "c1" }, lines);
  const place = documentSchema.node("place", null, [cell]);
  const row = documentSchema.node("row", { row: "r1" }, [place]);
  return documentSchema.node("table", { id: "tbaaaaaaa" }, [row]);
}

/** What is shown beside each line: where the line is, what it is in its list, and its number. */
function shownIn(state: EditorState): readonly unknown[] {
  const shown: unknown[] = [];
  const source = plugin.props.decorations!.call(plugin, state)!;
  const collect = (from: DecorationSource, start: number): void =>
    from.forEachSet((set) => {
      for (const { from: pos, to, spec } of set.find()) shown.push([start + pos, start + to, spec]);
    });
  collect(source, 0);
  state.doc.forEach((node, offset) => {
    if (!node.isTextblock) collect(source.forChild(offset, node), offset + 1);
  });
  return shown;
}

it("E254 numbers and roles of lines, also in cells, stay those of the document whatever is edited", () => {
  const doc = documentSchema.node("doc", null, [
    line("plainaaaa"),
    line("firstaaaa", "numbered"),
    line("secondaaa", "numbered"),
    table(line("cellaaaaa", "numbered"), line("cellbbbbb", "numbered")),
    line("bulletaaa", "bullet"),
    line("lastaaaaa"),
  ]);
  let state = EditorState.create({ doc, plugins: [plugin] });
  expect(shownIn(state)).toHaveLength(5);

  const placeOf = (id: string): { readonly pos: number; readonly size: number } => {
    let found = { pos: -1, size: 0 };
    state.doc.descendants((node, pos) => {
      if (node.attrs["id"] === id) found = { pos, size: node.nodeSize };
    });
    return found;
  };
  const edits: readonly ((tr: Transaction) => Transaction)[] = [
    (tr) => tr.insertText("letters", 1),
    (tr) => tr.insertText("letters", placeOf("cellaaaaa").pos + 1),
    (tr) => tr.insert(placeOf("secondaaa").pos, line("betweenaa", "numbered")),
    (tr) => tr.setNodeAttribute(placeOf("cellaaaaa").pos, "kind", "bullet"),
    (tr) => tr.delete(placeOf("tbaaaaaaa").pos, placeOf("bulletaaa").pos),
    (tr) => tr.delete(placeOf("firstaaaa").pos, placeOf("lastaaaaa").pos),
    (tr) => tr.insert(0, line("againaaaa")),
    (tr) => tr.insert(placeOf("plainaaaa").pos, line("newaaaaaa", "numbered")),
  ];
  for (const edit of edits) {
    state = state.apply(edit(state.tr));
    const fresh = EditorState.create({ doc: state.doc, plugins: [plugin] });
    expect(shownIn(state)).toEqual(shownIn(fresh));
  }
  expect(shownIn(state)).toHaveLength(1);
});
