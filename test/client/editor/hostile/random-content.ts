/**
 * Writes by chance what no editor of ours would: elements of any name with attributes of any value,
 * nested in any way, pointers to anything, other types of Yjs, formats that nobody knows.
 */

import * as Y from "yjs";
import type { Random } from "../../../support/random.ts";

const names =
  "block block divider table cell textblock doc text image constructor __proto__ unknown_block BLOCK"
    .split(" ")
    .concat("");

const attributes = (
  "id joined from kind level indent checked language version " +
  "__proto__ constructor toString hasOwnProperty"
).split(" ");

const formats = (
  "bold link comment:1 comment: comment : a:b:c text " +
  "constructor __proto__ toString unknown_mark"
).split(" ");

const letters = ["x", "\n", "😀", "\ud800", "abc def", "\u0000", "\u202e"];

const words = "x heading bullet ~ id1 id2 id3 javascript:alert(1)".split(" ");
const numbers = [0, 1, -5, 1e300, Number.NaN];
const records = [{ a: 1 }, { href: "javascript:1" }, { href: 3 }, { id: "q" }, [1, [2, [3]]]];
const others = [null, true, false, "", "a".repeat(70), new Uint8Array([1, 2])];
const values: readonly unknown[] = [words, numbers, records, others].flat();

const targets: readonly unknown[] = ["id1", "id2", "~", 3, null, "x"];
const times: readonly unknown[] = [0, 1, -1, 1e20, "z", Number.NaN];

const embeds: readonly (() => object)[] = [
  () => ({ image: "x" }),
  () => ({ a: { b: 1 } }),
  () => new Y.Map(),
  () => new Y.Array(),
  () => new Y.Text("t"),
];

/** Deepest nesting that is written; reading has a limit of its own, which others test. */
const mostLevels = 3;

/** Writes some of it into `text`, which is in a document. */
export function writeAnything(text: Y.Text, random: Random, levels: number = mostLevels): void {
  for (let count = random.below(8); count > 0; count--) {
    const at = random.below(text.length + 1);
    const marks = random.chance(0.4) ? { [random.pick(formats)]: pick(random, values) } : {};
    const dice = random.below(10);
    if (dice < 4) text.insert(at, random.pick(letters), marks);
    else if (dice < 7) insertElement(text, at, marks, random, levels);
    else if (dice === 7) {
      text.insertEmbed(at, { seg: pick(random, targets), t: pick(random, times) }, marks);
    } else if (dice === 8) text.insertEmbed(at, random.pick(embeds)(), marks);
    else if (text.length > 2) text.delete(random.below(text.length - 1), 1 + random.below(2));
  }
  if (random.chance(0.1)) text.setAttribute(random.pick(attributes), pick(random, values));
}

function insertElement(
  text: Y.Text,
  at: number,
  marks: object,
  random: Random,
  levels: number,
): void {
  const element = new Y.XmlElement(random.pick(names));
  text.insertEmbed(at, element, marks);
  fillElement(element, random, levels);
}

function fillElement(element: Y.XmlElement, random: Random, levels: number): void {
  for (let count = random.below(4); count > 0; count--) {
    element.setAttribute(random.pick(attributes), pick(random, values) as string);
  }
  if (levels === 0 || random.chance(0.5)) return;
  for (let count = random.below(4); count > 0; count--) {
    if (random.chance(0.5)) {
      const inner = new Y.XmlElement(random.pick(names));
      element.push([inner]);
      fillElement(inner, random, levels - 1);
    } else {
      const inner = new Y.XmlText();
      element.push([inner]);
      writeAnything(inner, random, levels - 1);
    }
  }
}

/** `Random.pick` takes undefined for an empty list, and null is a value here. */
function pick(random: Random, list: readonly unknown[]): unknown {
  return list[random.below(list.length)];
}
