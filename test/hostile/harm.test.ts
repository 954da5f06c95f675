/**
 * What the screen refuses is refused because it harms those who read the document: the harm is shown
 * with Yjs alone. Beside it stands what looks alike and does none, which is taken in.
 */

import { Replica } from "@coscribe/server/internal/document/replica";
import { ProtocolError } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y14 from "@y/y";
import * as yrs from "ywasm";
import * as Y from "yjs";
import {
  anyValues,
  contents,
  gc,
  item,
  join,
  nestedJson,
  update,
  updateOf,
  varUint,
} from "./bytes.ts";
import { expectSound, submit } from "./oracle.ts";

/** Some bytes, and what they are about. */
interface Sample {
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

function sample(name: string, bytes: () => Uint8Array): Sample {
  return { name, bytes };
}

/** An update with this value in a map. */
function value(bytes: Uint8Array): Uint8Array {
  return updateOf(1, item(contents.any([bytes]), { parent: "map", key: "key" }));
}

/** An update with a subdocument that has these options. */
function subdocument(...entries: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  return updateOf(
    1,
    item(contents.document("guid", anyValues.object(entries)), { parent: "list" }),
  );
}

function embed(json: string): Uint8Array {
  return updateOf(1, item(contents.embed(json)));
}

/** Reads the document, hands it on twice, and uses and deletes what is in it. */
function use(bytes: Uint8Array): void {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  expect(doc.store.pendingStructs).toBeNull();
  const again = new Y.Doc();
  Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
  Y.mergeUpdates([Y.encodeStateAsUpdate(again), bytes]);
  for (const each of [doc, again]) {
    for (const inner of each.getSubdocs()) {
      inner.getText("text").insert(0, "ab");
      inner.getText("text").delete(0, 1);
    }
    each.getText("text").delete(0, each.getText("text").length);
    Y.encodeStateAsUpdate(each);
  }
  expect([...again.getSubdocGuids()]).toEqual([...doc.getSubdocGuids()]);
  expect([...doc.getSubdocGuids()].every((guid) => guid === "guid")).toBe(true);
}

/** What ywasm 0.18 makes of a subdocument in a list: a type that Yjs does not know. */
function subdocumentInList(): Uint8Array {
  const doc = new yrs.YDoc({});
  doc.getArray("list").insert(0, [new yrs.YDoc({})], undefined);
  return yrs.encodeStateAsUpdate(doc);
}

const proto = "__proto__";
const object = anyValues.object;

const harmful: readonly Sample[] = [
  sample("GC structs of length 0", () => updateOf(1, gc(0), gc(0))),
  sample("content of an unknown kind", () => updateOf(1, item(contents.unknown(11)))),
  sample("a type of an unknown kind", () => updateOf(1, item(contents.type(7)))),
  sample("a subdocument in a list, as ywasm writes it", subdocumentInList),
  sample("text that is not UTF-8", () => updateOf(1, item(contents.string(Uint8Array.of(0xff))))),
  sample("an embed that is no JSON", () => embed("{")),
  sample("an embed with a byte order mark", () => embed("\uFEFF{}")),
  sample("an embed 5,000 deep", () => embed(nestedJson(5_000))),
  sample("a value 20,000 deep", () => value(anyValues.nested(20_000))),
  sample("an object that inherits from bytes", () => value(object([[proto, anyValues.bytes]]))),
  sample("the same within what another inherits", () =>
    value(object([[proto, object([[proto, anyValues.bytes]])]])),
  ),
  sample("a subdocument whose options are nothing", () =>
    updateOf(1, item(contents.document("guid", anyValues.null))),
  ),
  ...[anyValues.bytes, anyValues.null, anyValues.integer(1), anyValues.string("another")].map(
    (guid) =>
      sample(`a subdocument with a GUID of type ${guid[0]}`, () => subdocument(["guid", guid])),
  ),
  sample("a subdocument with a gcFilter", () => subdocument(["gcFilter", anyValues.true])),
];

/** Text whose length takes more bytes than it needs. */
function paddedText(text: string, lengthSize: number): Uint8Array {
  return join(varUint(text.length, lengthSize), Buffer.from(text));
}

const disguised: readonly Sample[] = [2, 3, 8].flatMap((size) => [
  sample(`__proto__ with a length of ${size} bytes`, () =>
    value(join(118, varUint(1, size), paddedText(proto, size), anyValues.bytes)),
  ),
  sample(`the option gcFilter with a length of ${size} bytes`, () => {
    const options = join(118, varUint(1, size), paddedText("gcFilter", size), anyValues.true);
    return updateOf(1, item(contents.document("guid", options), { parent: "list" }));
  }),
  sample(`a type of unknown kind in ${size} bytes`, () =>
    updateOf(1, item({ kind: 7, body: join(varUint(9, size)) })),
  ),
  sample(`JSON that is none, with a length of ${size} bytes`, () =>
    updateOf(1, item({ kind: 5, body: paddedText("{", size) })),
  ),
  sample(`text that is not UTF-8, with a length of ${size} bytes`, () =>
    updateOf(1, item({ kind: 4, body: join(varUint(1, size), 0xff) })),
  ),
  sample(`a GC struct of length 0 in ${size} bytes`, () =>
    updateOf(1, join(0, varUint(0, size)), join(0, varUint(0, size))),
  ),
]);

const harmless: readonly Sample[] = [
  sample("an embed 1,000 deep", () => embed(nestedJson(1_000))),
  sample("a mark 1,000 deep", () => updateOf(1, item(contents.format("bold", nestedJson(1_000))))),
  sample("listed JSON 1,000 deep", () => updateOf(1, item(contents.json([nestedJson(1_000)])))),
  sample("a value 1,000 deep", () => value(anyValues.nested(1_000))),
  sample("__proto__ as a key in JSON", () => embed('{"__proto__":{"isAdmin":true}}')),
  sample("__proto__ in JSON, escaped", () => embed('{"\\u005f_proto__":{"isAdmin":true}}')),
  ...[
    anyValues.null,
    anyValues.undefined,
    anyValues.integer(1),
    anyValues.string("x"),
    anyValues.array([anyValues.bytes]),
    object([["isAdmin", anyValues.true]]),
    object([[proto, object([[proto, anyValues.null]])]]),
  ].map((inherited) =>
    sample(`an object whose __proto__ is of type ${inherited[0]}`, () =>
      value(
        object([
          [proto, inherited],
          ["own", anyValues.bytes],
        ]),
      ),
    ),
  ),
  ...[
    "gc",
    "autoLoad",
    "shouldLoad",
    "collectionid",
    "collectionId",
    "encoding",
    "unheard",
  ].flatMap((name) =>
    [anyValues.true, anyValues.null, anyValues.string("x"), anyValues.integer(0)].map((option) =>
      sample(`a subdocument with ${name} of type ${option[0]}`, () => subdocument([name, option])),
    ),
  ),
  sample("a subdocument with notes of any kind", () =>
    subdocument(["meta", object([["list", anyValues.array([anyValues.bytes])]])]),
  ),
  sample("numbers in more bytes than they need", () =>
    join(varUint(1, 3), varUint(1, 2), varUint(1, 8), varUint(0, 4), item(contents.string("x")), 0),
  ),
  sample("ranges of no length", () => update([], [{ client: 1, ranges: [[0, 0]] }])),
];

describe("the screen", () => {
  it.each(harmful)("P73 refuses what harms readers: $name", ({ bytes }) => {
    expect(() => new Replica().admit(bytes())).toThrow(ProtocolError);
    expect(() => use(bytes())).toThrow();
  });

  it.each(disguised)("P75 reads what a reader reads: $name", ({ bytes }) => {
    expect(() => new Replica().admit(bytes())).toThrow(ProtocolError);
    expect(() => use(bytes())).toThrow();
  });

  it.each(harmless)("P74 takes in what looks alike and harms nobody: $name", ({ bytes }) => {
    const replica = new Replica();
    expect(submit(replica, bytes())).toBe("complete");
    const sent = replica.encode();
    use(sent);
    const later = new Y14.Doc();
    Y14.applyUpdate(later, sent);
    Y14.applyUpdate(new Y14.Doc(), Y14.encodeStateAsUpdate(later));
    expectSound(replica);
  });
});
