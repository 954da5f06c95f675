/** Tiptap 3 with its usual extensions, and a table, a mention and a comment of its kind. */

import { pageElement } from "../../compatibility/libraries/page.ts";
import { Editor, Mark, Node, type JSONContent } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Highlight } from "@tiptap/extension-highlight";
import { Image } from "@tiptap/extension-image";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { TextStyleKit } from "@tiptap/extension-text-style";
import { StarterKit } from "@tiptap/starter-kit";
import { onTestFinished } from "vitest";
import type { Doc } from "yjs";

/** As Tiptap's own extension has them; its newest version does not go with the newest editor. */
const tableNodes = [
  Node.create({
    name: "table",
    group: "block",
    content: "tableRow+",
    isolating: true,
    renderHTML: () => ["table", ["tbody", 0]],
  }),
  Node.create({
    name: "tableRow",
    content: "(tableCell | tableHeader)*",
    renderHTML: () => ["tr", 0],
  }),
  ...["tableCell", "tableHeader"].map((name) =>
    Node.create({
      name,
      content: "block+",
      addAttributes: () => ({
        colspan: { default: 1 },
        rowspan: { default: 1 },
        colwidth: { default: null },
      }),
      renderHTML: () => ["td", 0],
    }),
  ),
];

const mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ id: { default: null }, label: { default: null } }),
  renderHTML: () => ["span"],
});

/** Several stand on one text. */
const comment = Mark.create({
  name: "comment",
  excludes: "",
  addAttributes: () => ({ id: { default: null }, by: { default: null } }),
  renderHTML: () => ["span", 0],
});

/** What somebody has made of Tiptap: nodes that nobody else knows. */
const ownNodes = [
  Node.create({
    name: "callout",
    group: "block",
    content: "inline*",
    addAttributes: () => ({ emoji: { default: null } }),
    renderHTML: () => ["div", 0],
  }),
  Node.create({
    name: "columns",
    group: "block",
    content: "column+",
    renderHTML: () => ["div", 0],
  }),
  Node.create({ name: "column", content: "block+", renderHTML: () => ["div", 0] }),
];

/** Binds an editor to a root of `doc`, until the test is over. */
export function openTiptap(doc: Doc, field = "default"): Editor {
  const editor = new Editor({
    element: pageElement(),
    extensions: [
      StarterKit.configure({ undoRedo: false }),
      TaskList,
      TaskItem.configure({ nested: true }),
      Image,
      Highlight.configure({ multicolor: true }),
      TextStyleKit,
      ...tableNodes,
      mention,
      comment,
      ...ownNodes,
      Collaboration.configure({ document: doc, field }),
    ],
  });
  onTestFinished(() => editor.destroy());
  return editor;
}

type Content = readonly JSONContent[];

function node(type: string, content: Content = [], attrs: JSONContent["attrs"] = {}): JSONContent {
  return { type, attrs, content: [...content] };
}

function text(words: string, ...marks: { type: string; attrs?: object }[]): JSONContent {
  return { type: "text", text: words, marks };
}

function paragraph(words: string): JSONContent {
  return node("paragraph", [text(words)]);
}

/** A document with everything in it; no text of it is part of another. */
export const tiptapContent: JSONContent[] = [
  node("heading", [text("Heading one")], { level: 1 }),
  node("heading", [text("Heading five")], { level: 5 }),
  node("paragraph", [
    text("plain "),
    text("strong", { type: "bold" }, { type: "italic" }),
    text("struck", { type: "strike" }, { type: "underline" }),
    text("monospaced", { type: "code" }),
    text("linked", { type: "link", attrs: { href: "https://example.org/" } }),
    text("lit", { type: "highlight", attrs: { color: "#ff0" } }),
    text("red", { type: "textStyle", attrs: { color: "red" } }),
    node("hardBreak"),
    text("after a break "),
    node("mention", [], { id: "ada", label: "Ada" }),
  ]),
  node("paragraph", [
    text("first ", { type: "comment", attrs: { id: "c1", by: "a" } }),
    text(
      "both",
      { type: "comment", attrs: { id: "c1", by: "a" } },
      { type: "comment", attrs: { id: "c2", by: "b" } },
    ),
    text(" nameless", { type: "comment", attrs: { by: "c" } }),
  ]),
  node("bulletList", [
    node("listItem", [
      paragraph("bullet one"),
      node("orderedList", [
        node("listItem", [paragraph("number in it"), paragraph("goes on below")]),
        node("listItem", [paragraph("second number")]),
      ]),
    ]),
    node("listItem", [paragraph("bullet two")]),
  ]),
  node("orderedList", [node("listItem", [paragraph("begins at seven")])], { start: 7 }),
  node("taskList", [
    node(
      "taskItem",
      [
        paragraph("done task"),
        node("taskList", [node("taskItem", [paragraph("task below")], { checked: false })]),
      ],
      { checked: true },
    ),
  ]),
  node("blockquote", [
    paragraph("quoted line"),
    node("blockquote", [paragraph("quoted twice")]),
    node("bulletList", [node("listItem", [paragraph("quoted bullet")])]),
  ]),
  node("codeBlock", [text("let a = 1;\nlet b = 2;")], { language: "javascript" }),
  node("horizontalRule"),
  node("image", [], { src: "https://example.org/a.png", alt: "A picture" }),
  node("table", [
    node("tableRow", [
      node("tableHeader", [paragraph("cell one")]),
      node("tableHeader", [
        paragraph("cell two"),
        node("bulletList", [node("listItem", [paragraph("bullet in a cell")])]),
      ]),
    ]),
    node("tableRow", [node("tableCell", [paragraph("wide cell")], { colspan: 2 })]),
    node("tableRow", [
      node("tableCell", [paragraph("cell five")]),
      node("tableCell", [node("paragraph")]),
    ]),
  ]),
  node("callout", [text("called out")], { emoji: "!" }),
  node("columns", [
    node("column", [paragraph("left column")]),
    node("column", [node("callout", [text("right column")])]),
  ]),
];
