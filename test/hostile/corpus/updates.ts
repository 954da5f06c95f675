/** Updates that no honest client sends. */

import * as Y from "yjs";
import {
  anyValues,
  contents,
  gc,
  item,
  join,
  messages,
  nestedJson,
  repeat,
  skip,
  typeKinds,
  update,
  updateOf,
  varUint,
} from "../bytes.ts";
import { sends, sendsUpdates, victim, type Attack } from "./attack.ts";

const refused = 4422;
const text = contents.string("x");
const mallory = 66;
const honest = updateOf(
  mallory,
  item(contents.string("hello")),
  item(contents.any([anyValues.null])),
);

function refuses(name: string, make: () => Uint8Array): Attack {
  return sendsUpdates(name, refused, () => [make()]);
}

const undecodable: readonly Attack[] = [
  refuses("an empty update", () => join([])),
  refuses("one byte", () => join(1)),
  ...Array.from({ length: honest.length - 2 }, (_, length) =>
    refuses(`an update cut off after ${length + 1} bytes`, () => honest.subarray(0, length + 1)),
  ),
  refuses("noise", () => Buffer.from("not an update at all, but a sentence of some length")),
  refuses("a number of nine bytes", () => join(1, 1, varUint(mallory, 9), 0, gc(1), 0)),
  refuses("a number above 2^53", () => join(1, 1, [255, 255, 255, 255, 255, 255, 255, 127], 0)),
  ...[2 ** 25, 2 ** 32, 2 ** 53 - 1].flatMap((count) => [
    refuses(`${count} clients, none of which is there`, () => update([], [], { clients: count })),
    refuses(`${count} structs, none of which is there`, () =>
      update([{ client: mallory, count, structs: [] }]),
    ),
    refuses(`deletes of ${count} clients, none of which is there`, () =>
      update([], [], { deletes: count }),
    ),
    refuses(`${count} deleted ranges, none of which is there`, () =>
      update([], [{ client: mallory, count, ranges: [] }]),
    ),
  ]),
  refuses("a text that ends after the update", () =>
    updateOf(mallory, item({ kind: 4, body: join(varUint(2 ** 31), 120) })),
  ),
];

const empty: readonly Attack[] = [
  refuses("two GC structs of length 0", () => updateOf(mallory, gc(0), gc(0))),
  refuses("deleted content of length 0", () => updateOf(mallory, item(contents.deleted(0)))),
  refuses("a hole of length 0", () => updateOf(mallory, skip(0), item(text))),
  refuses("a text of length 0", () => updateOf(mallory, item(contents.string("")))),
  refuses("JSON of length 0", () => updateOf(mallory, item(contents.json([])))),
  refuses("a list of length 0", () => updateOf(mallory, item(contents.any([])))),
];

const unreadable: readonly Attack[] = [
  ...[11, 12, 31].map((kind) =>
    refuses(`content of the unknown kind ${kind}`, () =>
      updateOf(mallory, item(contents.unknown(kind))),
    ),
  ),
  refuses("a type of an unknown kind", () => updateOf(mallory, item(contents.type(7)))),
  refuses("a text that is not UTF-8", () =>
    updateOf(mallory, item(contents.string(Uint8Array.of(0xc3, 0x28)))),
  ),
  refuses("half a character", () =>
    updateOf(mallory, item(contents.string(Uint8Array.of(0xf0, 0x9f, 0x99)))),
  ),
  refuses("the name of a root type that is not UTF-8", () =>
    updateOf(mallory, join(4, 1, 2, 0xc3, 0x28, 1, 120)),
  ),
  refuses("an embed that is no JSON", () => updateOf(mallory, item(contents.embed("{")))),
  refuses("a mark that is no JSON", () => updateOf(mallory, item(contents.format("bold", "tru")))),
  refuses("listed JSON that is none", () => updateOf(mallory, item(contents.json(["nothing"])))),
  refuses("a value of an unknown type", () => updateOf(mallory, item(contents.any([join(7)])))),
  refuses("a value whose length is a lie", () =>
    updateOf(mallory, item(contents.any([anyValues.array([], 2 ** 32)]))),
  ),
  refuses("a subdocument whose options are a number", () =>
    updateOf(mallory, item(contents.document("guid", anyValues.integer(1)))),
  ),
  ...(
    [
      ["guid", anyValues.integer(1)],
      ["guid", anyValues.string("another")],
      ["gcFilter", anyValues.true],
      ["gc", anyValues.array([])],
      ["encoding", anyValues.object([])],
    ] as const
  ).map(([name, value]) =>
    refuses(`a subdocument with a ${name} of type ${value[0]} among its options`, () =>
      updateOf(mallory, item(contents.document("guid", anyValues.object([[name, value]])))),
    ),
  ),
  ...[1, 2, 8].flatMap((lengthSize) => [
    refuses(`an object that inherits from bytes, the key's length in ${lengthSize} bytes`, () =>
      withValue(protoObject(lengthSize, anyValues.bytes)),
    ),
    refuses(`an object with a second prototype, the key's length in ${lengthSize} bytes`, () =>
      withValue(protoObject(lengthSize, anyValues.null, anyValues.true)),
    ),
  ]),
  refuses("an object that inherits from bytes within what a subdocument notes", () =>
    updateOf(
      mallory,
      item(
        contents.document("guid", anyValues.object([["meta", protoObject(1, anyValues.bytes)]])),
      ),
    ),
  ),
];

/** An update with this value under a key of a map. */
function withValue(value: Uint8Array): Uint8Array {
  return updateOf(mallory, item(contents.any([value]), { parent: "map", key: "user" }));
}

/** An object with the key `__proto__` for each of `values`; its length takes `lengthSize` bytes. */
function protoObject(lengthSize: number, ...values: readonly Uint8Array[]): Uint8Array {
  const key = join(varUint("__proto__".length, lengthSize), Buffer.from("__proto__"));
  return join(118, varUint(values.length), ...values.flatMap((value) => [key, value]));
}

/** Documents whose states in the v2 encoding read as different things in v1. */
const v2Documents: readonly ((doc: Y.Doc) => void)[] = [
  () => {},
  (doc) => doc.getText("text").insert(0, "hello"),
  (doc) => doc.getText("text").insert(0, "hello", { bold: true }),
  (doc) => doc.getText("text").insertEmbed(0, { image: "x" }),
  (doc) => {
    doc.getText("text").insert(0, "hello");
    doc.getText("text").delete(1, 2);
  },
  (doc) => {
    doc.getText("text").insert(0, "hello", { bold: true });
    doc.getText("text").delete(1, 2);
  },
  (doc) => doc.getMap("map").set("key", [1, { two: 2 }]),
  (doc) => doc.getArray("array").push([1, "two", null, new Uint8Array([3])]),
  (doc) => doc.getXmlFragment("xml").push([new Y.XmlElement("p"), new Y.XmlText("x")]),
  (doc) => doc.getMap("map").set("sub", new Y.Doc({ guid: "sub" })),
];

const misunderstood: readonly Attack[] = [
  ...v2Documents.flatMap((write, index) =>
    (["update", "syncStep2"] as const).map((type) =>
      sends(`document ${index} in the v2 encoding, as ${type}`, refused, () => {
        const doc = new Y.Doc();
        doc.clientID = mallory;
        write(doc);
        return [messages[type](Y.encodeStateAsUpdateV2(doc))];
      }),
    ),
  ),
  refuses("an update that changes nothing, with noise behind it", () =>
    join(0, 0, Buffer.from("noise")),
  ),
  refuses("an update with one byte behind it", () => join(honest, 0)),
  refuses("two updates, one behind the other", () => join(honest, honest)),
];

const deep: readonly Attack[] = [
  ...[1_001, 5_000, 200_000].flatMap((depth) => [
    refuses(`an embed ${depth} deep`, () =>
      updateOf(mallory, item(contents.embed(nestedJson(depth)))),
    ),
    refuses(`a mark ${depth} deep`, () =>
      updateOf(mallory, item(contents.format("bold", nestedJson(depth)))),
    ),
    refuses(`listed JSON ${depth} deep`, () =>
      updateOf(mallory, item(contents.json([nestedJson(depth)]))),
    ),
    refuses(`a value ${depth} deep`, () =>
      updateOf(mallory, item(contents.any([anyValues.nested(depth)]))),
    ),
  ]),
  ...[300, 3_000, 20_000].map((depth) => refuses(`maps ${depth} deep`, () => nestedMaps(depth))),
];

/** Maps within one another, and the delete of the outermost, over which Yjs overflows its stack. */
function nestedMaps(depth: number): Uint8Array {
  const structs = Array.from({ length: depth }, (_, clock) => {
    const parent = clock === 0 ? "map" : { client: mallory, clock: clock - 1 };
    return item(contents.type(typeKinds.map), { parent, key: "k" });
  });
  return update([{ client: mallory, structs }], [{ client: mallory, ranges: [[0, 1]] }]);
}

const own = (clock: number): { client: number; clock: number } => ({ client: mallory, clock });
const theirs = (clock: number): { client: number; clock: number } => ({ client: victim, clock });

const misplaced: readonly Attack[] = [
  refuses("an item right of itself", () => updateOf(mallory, item(text, { origin: own(0) }))),
  refuses("an item left of itself", () => updateOf(mallory, item(text, { rightOrigin: own(0) }))),
  refuses("an item within itself", () =>
    updateOf(mallory, item(contents.type(typeKinds.map), { parent: own(0), key: "k" })),
  ),
  refuses("an item right of what its author writes later", () =>
    updateOf(mallory, item(text, { origin: own(1) }), item(text)),
  ),
  refuses("a client that stands in it twice", () =>
    update([
      { client: mallory, structs: [item(text)] },
      { client: mallory, clock: 1, structs: [item(text)] },
    ]),
  ),
  refuses("an item between two root types", () =>
    updateOf(
      mallory,
      item(text, { parent: "elsewhere" }),
      item(text, { origin: own(0), rightOrigin: theirs(3) }),
    ),
  ),
  refuses("an item between a text and a hole in history", () =>
    updateOf(mallory, gc(1), item(text, { origin: own(0), rightOrigin: theirs(3) })),
  ),
  refuses("three values under one key", () =>
    updateOf(
      mallory,
      item(contents.any([anyValues.null, anyValues.null, anyValues.null]), {
        parent: "map",
        key: "k",
      }),
    ),
  ),
  refuses("a value in front of another one under its key", () =>
    updateOf(mallory, item(text, { parent: "map", key: "k" }), item(text, { rightOrigin: own(0) })),
  ),
];

const jumping: readonly Attack[] = [
  refuses("a clock of 2^53 - 1", () =>
    update([{ client: mallory, clock: 2 ** 53 - 1, structs: [item(text)] }]),
  ),
  refuses("a clock above 2^40", () =>
    update([{ client: mallory, clock: 2 ** 40, structs: [item(text)] }]),
  ),
  ...[2 ** 27 + 1, 2 ** 40, 2 ** 53 - 1].flatMap((length) => [
    refuses(`a GC struct that takes ${length} clocks from somebody`, () =>
      update([{ client: victim, clock: 11, structs: [gc(length)] }]),
    ),
    refuses(`deleted content that takes ${length} clocks from somebody`, () =>
      update([
        {
          client: victim,
          clock: 11,
          structs: [item(contents.deleted(length), { origin: theirs(10) })],
        },
      ]),
    ),
  ]),
  refuses("GC structs that take many clocks together", () => {
    return updateOf(mallory, ...Array.from({ length: 200 }, () => gc(2 ** 20)));
  }),
  refuses("a delete above 2^40", () => update([], [{ client: victim, ranges: [[2 ** 40, 1]] }])),
  refuses("a delete of everything that somebody will ever write", () =>
    update([], [{ client: victim, ranges: [[11, 2 ** 53 - 12]] }]),
  ),
  // Shapes like these make Y.mergeUpdates run for ever.
  refuses("holes with lengths above 2^53", () =>
    update([
      { client: mallory, structs: [join(10, [255, 255, 255, 255, 255, 255, 255, 31]), item(text)] },
    ]),
  ),
  refuses("a run that begins above 2^53", () =>
    join(1, 2, varUint(mallory), [255, 255, 255, 255, 255, 255, 255, 31], skip(1), gc(1), 0),
  ),
];

const waiting: readonly Attack[] = [
  sendsUpdates("a delete of what somebody will write", "held", () => [
    update([], [{ client: victim, ranges: [[11, 1_000]] }]),
  ]),
  sendsUpdates("200,000 deletes of clocks that nobody has written", "held", () => [
    update(
      [],
      [
        {
          client: 77,
          ranges: Array.from({ length: 200_000 }, (_, index) => [index * 2, 1] as const),
        },
      ],
    ),
  ]),
  sendsUpdates("a gap that never closes", "held", () => [
    update([{ client: mallory, clock: 5, structs: [item(text)] }]),
  ]),
  sendsUpdates("50 gaps of a megabyte each", "held", () =>
    Array.from({ length: 50 }, (_, index) =>
      update([
        {
          client: 100 + index,
          clock: 1,
          structs: [item(contents.string(repeat(join(120), 2 ** 20)), { parent: "text" })],
        },
      ]),
    ),
  ),
  sendsUpdates("5,000 gaps of as many clients", "held", () =>
    Array.from({ length: 5_000 }, (_, index) =>
      update([{ client: 10_000 + index, clock: 1, structs: [gc(1)] }]),
    ),
  ),
  sendsUpdates("two items, each right of the other", "held", () => [
    update([
      { client: mallory, structs: [item(text, { origin: { client: 67, clock: 0 } })] },
      { client: 67, structs: [item(text, { origin: own(0) })] },
    ]),
  ]),
  sendsUpdates("two types, each in the other", "held", () => [
    update([
      {
        client: mallory,
        structs: [item(contents.type(typeKinds.map), { parent: { client: 67, clock: 0 } })],
      },
      { client: 67, structs: [item(contents.type(typeKinds.map), { parent: own(0) })] },
    ]),
  ]),
];

/** See the head of this file. */
export const hostileUpdates: readonly Attack[] = [
  ...undecodable,
  ...empty,
  ...unreadable,
  ...deep,
  ...misplaced,
  ...jumping,
  ...waiting,
  ...misunderstood,
];
