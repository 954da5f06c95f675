/**
 * A schema that never refuses what another client wrote.
 *
 * y-prosemirror deletes from the shared document, for everybody, whatever the schema throws on: an
 * element that an older version does not know, the whole text of a paragraph because of one unknown
 * mark, a heading because of a wrong attribute. So this schema does not throw on any of it:
 *
 * 1. An element that is unknown, or whose content cannot stand in it, is a placeholder.
 * 2. Attributes that are not known, or not of the right type, are kept as they are.
 * 3. A mark that is unknown gets a type of its own, by its name, and so is written back as it was.
 *
 * It is a subclass because that is how ProseMirror lets a schema be extended: y-prosemirror calls
 * `node`, `text` and `mark`, and nothing else.
 */

import {
  DOMSerializer,
  Fragment,
  Mark,
  Schema,
  type Attrs,
  type MarkType,
  type Node,
  type NodeType,
  type SchemaSpec,
} from "prosemirror-model";
import { markFromJson, nodeFromJson } from "./from-json.ts";
import { keepAttributes, keepMarkAttributes, openMarkType, type Overlap } from "./open-types.ts";
import { isPlaceholder, originalElement } from "./placeholder.ts";

/**
 * Most unknown mark names that get a type of their own. Types live as long as the schema, so a
 * hostile document must not be able to make them without end; an honest one has a handful.
 */
const maxOpenMarkTypes = 1_000;

/** What `Schema.node` takes as content. */
type NodeContent = Fragment | Node | readonly Node[] | null;

/** A schema with `unknown_block`, `unknown_inline` and `unknown_mark` that accepts any content. */
export class GuardedSchema extends Schema {
  /** Stands for an object within a text, until the block around it becomes a placeholder. */
  readonly #embedded: Node;
  readonly #unknownMark: MarkType;
  #openMarkTypes = 0;

  /** `defaults` are, by node name, the attribute values that need not be stored. */
  constructor(spec: SchemaSpec, defaults: Readonly<Record<string, object>>) {
    super(spec);
    for (const type of Object.values(this.nodes)) {
      keepAttributes(type, { ...defaults[type.name] });
    }
    for (const type of Object.values(this.marks)) keepMarkAttributes(type);
    this.cached["domSerializer"] = serializerOf(this);
    this.#embedded = super.node("unknown_inline");
    this.#unknownMark = this.marks["unknown_mark"]!;
    this.nodeFromJSON = (json) => nodeFromJson(this, json);
    this.markFromJSON = (json) => markFromJson(this, json);
  }

  /** A node of the name and content given, or a placeholder where there can be none. */
  override node(
    type: string | NodeType,
    attrs: Attrs | null = null,
    content: NodeContent = null,
    marks?: readonly Mark[],
  ): Node {
    if (typeof type !== "string") return super.node(type, attrs, content ?? undefined, marks);
    const children = Fragment.from(content).content;
    const known = this.nodes[type];
    if (
      known !== undefined &&
      this.#isPlaceable(known, attrs) &&
      !children.includes(this.#embedded)
    ) {
      if (known.inlineContent) children.forEach((child) => this.#settleInline(child));
      const fragment = Fragment.fromArray(children);
      if (known.validContent(fragment)) return known.create(attrs, fragment, marks);
    }
    const readable = children.filter((child) => child !== this.#embedded);
    return super.node("unknown_block", originalElement(type, { ...attrs }, readable));
  }

  /** A text, or what stands for an object in a text, which has no place in this schema. */
  override text(text: string, marks?: readonly Mark[] | null): Node {
    if (typeof text !== "string") return this.#embedded;
    return super.text(text, this.#markSet(marks ?? []));
  }

  /** A mark, of a type made on demand where the name is unknown. */
  override mark(type: string | MarkType, attrs?: Attrs | null): Mark {
    if (typeof type !== "string") return super.mark(type, attrs);
    return (this.marks[type] ?? this.#openMarkType(type, "one")).create(attrs);
  }

  /** Elements named as the document or as text are inventions, unless it is a program's own call. */
  #isPlaceable(type: NodeType, attrs: Attrs | null): boolean {
    if (type === this.topNodeType) return attrs === null;
    return !type.isText;
  }

  /**
   * An unknown element is read before its parent, as a block; here it turns out to be inline. The
   * node itself is changed, and not replaced, because y-prosemirror has already taken note that it
   * is the one that shows the element, and would write any other into the shared document.
   */
  #settleInline(child: Node): void {
    if (isPlaceholder(child)) (child as { type: NodeType }).type = this.nodes["unknown_inline"]!;
  }

  /** `marks` in order, one of each type unless marks of the type can overlap. */
  #markSet(marks: readonly Mark[]): readonly Mark[] {
    const names = marks.map((mark) => mark.type.name);
    let set = Mark.none;
    for (const mark of marks) {
      const { name, spec } = mark.type;
      const isRepeated = names.indexOf(name) !== names.lastIndexOf(name);
      const isUnknown = spec === this.#unknownMark.spec;
      set = (isRepeated && isUnknown ? this.#overlapping(mark) : mark).addToSet(set);
    }
    return set;
  }

  /**
   * Where a text has two marks of one unknown name, these marks can overlap. y-prosemirror has to
   * see that in their type, to write each under a key of its own, as the other client did.
   */
  #overlapping(mark: Mark): Mark {
    const known = this.marks[mark.type.name] ?? mark.type;
    const type = known.excludes(known) ? this.#openMarkType(known.name, "several") : known;
    return type.create(mark.attrs);
  }

  #openMarkType(name: string, overlap: Overlap): MarkType {
    if (this.#openMarkTypes === maxOpenMarkTypes) return this.#unknownMark;
    const rank = Object.keys(this.marks).length + this.#openMarkTypes++;
    const type = openMarkType(this.#unknownMark, name, rank, overlap);
    (this.marks as Record<string, MarkType>)[name] = type;
    return type;
  }
}

/** ProseMirror's own looks names up in an object that inherits, and would find "constructor". */
function serializerOf(schema: Schema): DOMSerializer {
  return new DOMSerializer(
    Object.assign(Object.create(null), DOMSerializer.nodesFromSchema(schema)),
    Object.assign(Object.create(null), DOMSerializer.marksFromSchema(schema)),
  );
}
