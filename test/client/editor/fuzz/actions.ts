/** Everything that a person can do in an editor, by chance, through the editor's own commands. */

import {
  codeIndent,
  codeOutdent,
  leaveCode,
} from "@coscribe/client/internal/editor/features/code-block/commands";
import { insertDivider } from "@coscribe/client/internal/editor/features/divider/commands";
import {
  indent,
  outdent,
  setKind,
  setLanguage,
} from "@coscribe/client/internal/editor/commands/kind";
import {
  backspace,
  deleteKey,
  enter,
  lineBreak,
} from "@coscribe/client/internal/editor/commands/line";
import { clearFormatting, toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import {
  duplicate,
  moveBlocks,
  moveDown,
  moveUp,
} from "@coscribe/client/internal/editor/commands/move";
import { selectedBlocks } from "@coscribe/client/internal/editor/commands/selected-blocks";
import { standardFeatures } from "@coscribe/client/editor";
import { setColor } from "@coscribe/client/internal/editor/features/color/commands";
import { toggleFrame } from "@coscribe/client/internal/editor/features/frame/commands";
import { setAlign } from "@coscribe/client/internal/editor/features/layout/commands";
import { removeLink, setLink } from "@coscribe/client/internal/editor/features/link/commands";
import { setStart, toggleChecked } from "@coscribe/client/internal/editor/features/list/commands";
import { applyInputRule } from "@coscribe/client/internal/editor/input-rule";
import { joinFeatures } from "@coscribe/client/internal/editor/joined-features";
import { cellsIn } from "@coscribe/client/internal/editor/cell-selection";
import {
  mergeSelected,
  splitSelected,
} from "@coscribe/client/internal/editor/features/table/cell-commands";
import { insertTable } from "@coscribe/client/internal/editor/features/table/insert-table";
import {
  alignColumns,
  deleteSelected,
  insertBeside,
  moveSelected,
  sortBy,
  tintSelected,
  toggleHeaders,
} from "@coscribe/client/internal/editor/features/table/line-commands";
import { pasteCells } from "@coscribe/client/internal/editor/features/table/paste-cells";
import { withoutIds } from "@coscribe/client/internal/editor/plugins/without-ids";
import { tableAt } from "@coscribe/client/internal/editor/table-on-screen";
import { literalMatcher } from "@coscribe/client/internal/editor/features/find/literal";
import { emptyQuery } from "@coscribe/client/internal/editor/features/find/query";
import { replaceAllMatches } from "@coscribe/client/internal/editor/features/find/replace";
import { dropped } from "@coscribe/client/internal/editor/plugins/drop";
import { pasted } from "@coscribe/client/internal/editor/plugins/paste";
import { documentSchema, frames, textblockKinds } from "@coscribe/shared/schema";
import { chainCommands } from "prosemirror-commands";
import { Fragment, Slice, type Node } from "prosemirror-model";
import type { Random } from "../../../support/random.ts";
import { oldTable } from "../old-table.ts";
import type { Person } from "./person.ts";
import { placeBetween, placeInText, putCaret, putCaretAtEdge, selectSomething } from "./places.ts";

/** Something that a person does. */
export type Action = (person: Person, random: Random) => void | Promise<void>;

/** Documents grow by copying; beyond this size nothing is copied. */
const largestDocument = 400;

const comments = ["c1", "c2", "c3"];
const { inputRules } = joinFeatures(standardFeatures);
const markNames = ["bold", "italic", "underline", "strike", "code", "sub", "sup", "highlight"];
const markdown = [
  "- ",
  "# ",
  "1. ",
  "[ ] ",
  "> ",
  "``` ",
  "**b**",
  "`c`",
  "---",
  "::: ",
  "5. ",
  "==h==",
];

/** By name. */
export const actions: Readonly<Record<string, Action>> = {
  type(person, random) {
    if (!putCaret(person, random)) return;
    for (let count = 1 + random.below(4); count > 0; count--) type(person, letter(random));
  },
  typeOn(person, random) {
    type(person, letter(random));
  },
  typeOver(person, random) {
    if (selectSomething(person, random)) type(person, letter(random));
  },
  markdown(person, random) {
    if (!putCaretAtEdge(person, random, random.chance(0.7) ? "start" : "end")) return;
    for (const sign of random.pick(markdown)) type(person, sign);
    const rule = applyInputRule(person.state, inputRules);
    if (rule !== undefined) person.dispatch(rule);
  },
  deleteRange(person, random) {
    if (selectSomething(person, random)) person.run(random.chance(0.5) ? backspace : deleteKey);
  },
  backspace(person, random) {
    if (!putCaretAtEdge(person, random, "start")) return;
    for (let count = 1 + random.below(3); count > 0; count--) person.run(backspace);
  },
  deleteKey(person, random) {
    if (!putCaretAtEdge(person, random, "end")) return;
    for (let count = 1 + random.below(2); count > 0; count--) person.run(deleteKey);
  },
  deleteLetter(person, random) {
    const pos = placeInText(person.state, random);
    if (pos === undefined) return;
    const { parent, parentOffset } = person.state.doc.resolve(pos);
    const before = parent.textBetween(0, parentOffset, "", " ");
    const size = /.$/su.exec(before)?.[0].length ?? 0;
    if (size > 0) person.dispatch(person.state.tr.delete(pos - size, pos));
  },
  enter(person, random) {
    if (!putCaret(person, random)) return;
    for (let count = random.chance(0.2) ? 2 : 1; count > 0; count--) person.run(enter);
  },
  enterOver(person, random) {
    if (selectSomething(person, random)) person.run(enter);
  },
  emptyLine(person, random) {
    if (!putCaretAtEdge(person, random, "end")) return;
    person.run(setKind(random.pick(["bullet", "numbered", "task", "toggle"])));
    person.run(enter);
    person.run(enter);
  },
  shiftEnter(person, random) {
    if (putCaret(person, random)) person.run(lineBreak);
  },
  kind(person, random) {
    if (selectSomething(person, random)) {
      person.run(setKind(random.pick(textblockKinds), 1 + random.below(3)));
    }
  },
  frame(person, random) {
    if (selectSomething(person, random)) person.run(toggleFrame(random.pick(frames)));
  },
  layout(person, random) {
    if (!selectSomething(person, random)) return;
    person.run(setAlign(random.pick(["", "center", "end"])));
    person.run(
      setColor(random.pick(["color", "highlight"]), random.chance(0.5) ? "red" : undefined),
    );
    person.run(setStart(random.chance(0.3) ? null : random.pick([1, 7])));
  },
  language(person, random) {
    if (!putCaret(person, random)) return;
    person.run(setKind("code"));
    person.run(setLanguage(random.pick(["js", "c", ""])));
  },
  tab(person, random) {
    if (!selectSomething(person, random)) return;
    const command = random.chance(0.6)
      ? chainCommands(codeIndent, indent)
      : chainCommands(codeOutdent, outdent);
    person.run(command);
  },
  leaveCode(person, random) {
    if (!putCaret(person, random)) return;
    if (random.chance(0.5)) person.run(setKind("code"));
    person.run(leaveCode);
  },
  check(person, random) {
    if (!selectSomething(person, random)) return;
    if (random.chance(0.5)) person.run(setKind("task"));
    person.run(toggleChecked);
  },
  mark(person, random) {
    if (selectSomething(person, random)) person.run(toggleMark(random.pick(markNames)));
  },
  link(person, random) {
    if (!selectSomething(person, random)) return;
    const href = `https://example.org/${random.below(3)}`;
    person.run(random.chance(0.7) ? setLink(href, "link") : removeLink);
  },
  comment(person, random) {
    if (!selectSomething(person, random)) return;
    const { tr, selection } = person.state;
    const id = random.pick(comments);
    const mark = documentSchema.mark("comment", { id, value: `of ${id}` });
    const { from, to } = selection;
    person.dispatch(
      random.chance(0.7) ? tr.addMark(from, to, mark) : tr.removeMark(from, to, mark),
    );
  },
  clearFormatting(person, random) {
    if (selectSomething(person, random)) person.run(clearFormatting);
  },
  move(person, random) {
    if (selectSomething(person, random)) person.run(random.chance(0.5) ? moveUp : moveDown);
  },
  moveFar(person, random) {
    if (!selectSomething(person, random)) return;
    const blocks = selectedBlocks(person.state.selection);
    const { holder, pos, index } = blocks[0]!;
    let to = pos;
    for (let i = index; i > 0; i--) to -= holder.child(i - 1).nodeSize;
    for (let i = random.below(holder.childCount + 1); i > 0; i--)
      to += holder.child(i - 1).nodeSize;
    person.dispatch(moveBlocks(person.state.tr, blocks, to));
  },
  duplicate(person, random) {
    if (isLarge(person) || !selectSomething(person, random)) return;
    person.run(duplicate);
  },
  replaceAll(person, random) {
    const text = random.pick(Array.from(`${person.state.doc.textContent}x`));
    const query = { ...emptyQuery, text, isCaseSensitive: random.chance(0.5) };
    const matcher = literalMatcher(query);
    const blocks = person.state.doc.children.map((node, i, all) => {
      return { node, pos: all.slice(0, i).reduce((pos, { nodeSize }) => pos + nodeSize, 0) };
    });
    const template = random.pick(["", letter(random), `${text}+`, text + letter(random)]);
    person.dispatch(replaceAllMatches(person.state, { query, matcher, template }, blocks));
  },
  drag(person, random) {
    const isMove = random.chance(0.8);
    if ((!isMove && isLarge(person)) || !selectSomething(person, random)) return;
    const { state } = person;
    const pos = random.chance(0.6) ? placeInText(state, random) : placeBetween(state, random);
    const transaction = dropped(state, pos!, isMove);
    if (transaction !== undefined) person.dispatch(transaction);
  },
  cut(person, random) {
    if (!selectSomething(person, random)) return;
    person.clipboard = person.state.selection.content();
    person.dispatch(person.state.tr.deleteSelection());
    if (random.chance(0.4)) paste(person, random);
  },
  copy,
  paste(person, random) {
    if (isLarge(person)) return;
    if (person.clipboard === undefined) copy(person, random);
    paste(person, random);
  },
  pasteLines(person, random) {
    if (isLarge(person) || !selectSomething(person, random)) return;
    const lines = [letter(random), "", letter(random)].map(line);
    person.dispatch(pasted(person.state, new Slice(Fragment.fromArray(lines), 1, 1), ""));
  },
  divider(person, random) {
    if (selectSomething(person, random)) person.run(insertDivider);
  },
  table(person, random) {
    if (isLarge(person)) return;
    const pos = placeBetween(person.state, random);
    // Tables within tables within tables only take time.
    if (person.state.doc.resolve(pos).depth > 4) return;
    const contents = [[line(letter(random))], [line("")], [], [line(letter(random)), line("")]];
    const cells = contents.map((content) => documentSchema.node("cell", null, content));
    person.dispatch(person.state.tr.insert(pos, oldTable(...cells.slice(0, 1 + random.below(4)))));
  },
  grid(person, random) {
    if (isLarge(person) || !selectSomething(person, random)) return;
    if (person.state.selection.$head.depth > 4) return;
    person.run(insertTable(1 + random.below(3), 1 + random.below(3)));
  },
  lines(person, random) {
    if (!selectCells(person, random)) return;
    const kind = random.pick(["row", "column"] as const);
    const commands = [
      insertBeside(kind, random.pick(["before", "after"])),
      deleteSelected(kind),
      moveSelected(kind, random.pick(["back", "on"])),
      moveSelected(kind, random.pick(["back", "on"])),
    ];
    const isFull = isLarge(person);
    person.run(random.pick(isFull ? commands.slice(1) : commands));
  },
  cells(person, random) {
    if (!selectCells(person, random)) return;
    person.run(
      random.pick([
        mergeSelected,
        mergeSelected,
        splitSelected,
        tintSelected("red"),
        toggleHeaders("row"),
        alignColumns("center"),
        sortBy("up"),
        sortBy("down"),
      ]),
    );
  },
  overCells(person, random) {
    if (!selectCells(person, random)) return;
    const chance = random.next();
    if (chance < 0.3) type(person, letter(random));
    else if (chance < 0.6) person.run(backspace);
    else if (chance < 0.8) person.run(toggleMark("bold"));
    else person.run(setKind(random.pick(textblockKinds)));
  },
  pasteCells(person, random) {
    if (isLarge(person) || !selectCells(person, random)) return;
    const slice = person.state.selection.content();
    if (!selectCells(person, random)) return;
    pasteCells(person, withoutIds(slice), "");
  },
  undo(person, random) {
    for (let count = 1 + random.below(3); count > 0; count--) person.undo();
    if (random.chance(0.4)) person.redo();
  },
  redo(person) {
    person.redo();
  },
};

/** Selects cells of some table; false if there is none. */
function selectCells(person: Person, random: Random): boolean {
  const { doc, tr } = person.state;
  const tables: number[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name === "table") tables.push(pos);
    return !node.isTextblock;
  });
  const table = tables.length === 0 ? undefined : tableAt(doc, random.pick(tables));
  if (table === undefined || table.grid.places.length === 0) return false;
  const { rows, columns } = table.grid;
  if (columns.length === 0) return false;
  const [top, left] = [random.below(rows.length), random.below(columns.length)];
  const bottom = Math.min(rows.length - 1, top + random.below(2));
  const right = Math.min(columns.length - 1, left + random.below(2));
  const cells = cellsIn(doc, table, { top, left, bottom, right });
  if (cells !== undefined) person.dispatch(tr.setSelection(cells));
  return cells !== undefined;
}

function copy(person: Person, random: Random): void {
  if (selectSomething(person, random)) person.clipboard = person.state.selection.content();
}

/** The names of all, those that make a document more often. */
export const actionNames: readonly string[] = [
  ...Object.keys(actions),
  "type",
  "type",
  "typeOn",
  "typeOn",
  "backspace",
  "enter",
  "undo",
  "redo",
  "grid",
  "lines",
  "lines",
  "cells",
  "overCells",
];

function type(person: Person, text: string): void {
  person.dispatch(person.state.tr.insertText(text));
}

function paste(person: Person, random: Random): void {
  const { clipboard } = person;
  if (clipboard === undefined) return;
  if (random.chance(0.7) && !putCaret(person, random)) return;
  if (random.chance(0.2)) selectSomething(person, random);
  person.dispatch(pasted(person.state, clipboard, ""));
}

/** A letter that can be told from most others by people who read of a failure. */
function letter(random: Random): string {
  return random.chance(0.05) ? "😀" : String.fromCodePoint(0x61 + random.below(26));
}

function line(text: string): Node {
  return documentSchema.node("textblock", null, text === "" ? [] : [documentSchema.text(text)]);
}

function isLarge(person: Person): boolean {
  return person.state.doc.content.size > largestDocument;
}
