/** The icons in use, from Lucide (ISC licence), inlined so that they take the colour of the text. */

import type { JSX } from "preact";
import aLargeSmall from "lucide-static/icons/a-large-small.svg?raw";
import arrowDown from "lucide-static/icons/arrow-down.svg?raw";
import arrowUp from "lucide-static/icons/arrow-up.svg?raw";
import bold from "lucide-static/icons/bold.svg?raw";
import caseSensitive from "lucide-static/icons/case-sensitive.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import cloudAlert from "lucide-static/icons/cloud-alert.svg?raw";
import cloudCheck from "lucide-static/icons/cloud-check.svg?raw";
import cloudOff from "lucide-static/icons/cloud-off.svg?raw";
import cloudUpload from "lucide-static/icons/cloud-upload.svg?raw";
import code from "lucide-static/icons/code.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import copyPlus from "lucide-static/icons/copy-plus.svg?raw";
import dices from "lucide-static/icons/dices.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import ellipsis from "lucide-static/icons/ellipsis.svg?raw";
import externalLink from "lucide-static/icons/external-link.svg?raw";
import fileText from "lucide-static/icons/file-text.svg?raw";
import hash from "lucide-static/icons/hash.svg?raw";
import heading1 from "lucide-static/icons/heading-1.svg?raw";
import heading2 from "lucide-static/icons/heading-2.svg?raw";
import heading3 from "lucide-static/icons/heading-3.svg?raw";
import italic from "lucide-static/icons/italic.svg?raw";
import keyboard from "lucide-static/icons/keyboard.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import list from "lucide-static/icons/list.svg?raw";
import indentDecrease from "lucide-static/icons/list-indent-decrease.svg?raw";
import indentIncrease from "lucide-static/icons/list-indent-increase.svg?raw";
import listOrdered from "lucide-static/icons/list-ordered.svg?raw";
import listTodo from "lucide-static/icons/list-todo.svg?raw";
import loaderCircle from "lucide-static/icons/loader-circle.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import monitor from "lucide-static/icons/monitor.svg?raw";
import monitorCheck from "lucide-static/icons/monitor-check.svg?raw";
import moon from "lucide-static/icons/moon.svg?raw";
import octagonX from "lucide-static/icons/octagon-x.svg?raw";
import pencil from "lucide-static/icons/pencil.svg?raw";
import pilcrow from "lucide-static/icons/pilcrow.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import printer from "lucide-static/icons/printer.svg?raw";
import redo from "lucide-static/icons/redo-2.svg?raw";
import regex from "lucide-static/icons/regex.svg?raw";
import removeFormatting from "lucide-static/icons/remove-formatting.svg?raw";
import replace from "lucide-static/icons/replace.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import separator from "lucide-static/icons/separator-horizontal.svg?raw";
import squareCode from "lucide-static/icons/square-code.svg?raw";
import strikethrough from "lucide-static/icons/strikethrough.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import tableOfContents from "lucide-static/icons/table-of-contents.svg?raw";
import textQuote from "lucide-static/icons/text-quote.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import underline from "lucide-static/icons/underline.svg?raw";
import undo from "lucide-static/icons/undo-2.svg?raw";
import unlink from "lucide-static/icons/unlink.svg?raw";
import wholeWord from "lucide-static/icons/whole-word.svg?raw";
import x from "lucide-static/icons/x.svg?raw";

const drawings = {
  aLargeSmall,
  arrowDown,
  arrowUp,
  bold,
  caseSensitive,
  check,
  chevronDown,
  cloudAlert,
  cloudCheck,
  cloudOff,
  cloudUpload,
  code,
  copy,
  copyPlus,
  dices,
  download,
  ellipsis,
  externalLink,
  fileText,
  hash,
  heading1,
  heading2,
  heading3,
  indentDecrease,
  indentIncrease,
  italic,
  keyboard,
  link,
  list,
  listOrdered,
  listTodo,
  loaderCircle,
  minus,
  monitor,
  monitorCheck,
  moon,
  octagonX,
  pencil,
  pilcrow,
  plus,
  printer,
  redo,
  regex,
  removeFormatting,
  replace,
  search,
  separator,
  squareCode,
  strikethrough,
  sun,
  tableOfContents,
  textQuote,
  trash,
  underline,
  undo,
  unlink,
  wholeWord,
  x,
};

/** The name of an icon. */
export type IconName = keyof typeof drawings;

/** A drawing beside or instead of a text that assistive technology gets elsewhere. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  // oxlint-disable-next-line no-underscore-dangle -- The key is Preact's.
  const drawing = { __html: drawings[name] };
  return (
    <span class="icon" aria-hidden="true">
      <svg {...frame} dangerouslySetInnerHTML={drawing} />
    </span>
  );
}

/** What all icons have in common; the build leaves it out of each, see `vite.config.ts`. */
const frame = {
  width: 24,
  height: 24,
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 2,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
} as const;
