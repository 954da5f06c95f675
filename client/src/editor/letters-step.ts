/**
 * The step that replaces letters in many places at once, such as "replace all".
 *
 * With a step for each, ProseMirror makes a whole document for each of them: seconds for what this does in
 * some milliseconds. Whatever maps positions through it sees each place by itself.
 */

import { Fragment, Slice, type Node } from "prosemirror-model";
import {
  ReplaceStep,
  Step,
  StepMap,
  StepResult,
  Transform,
  type Mappable,
} from "prosemirror-transform";
import type { Steps } from "./binding/rebase-steps.ts";
import { writeLetters, type LetterEdit } from "./binding/write-letters.ts";
import type { OwnStep } from "./binding/write-steps.ts";
import type { Writing } from "./binding/writing.ts";

/** See the head of this file. The edits are in order and do not overlap. */
export class LettersStep extends Step implements OwnStep {
  readonly letters: readonly LetterEdit[];

  constructor(letters: readonly LetterEdit[]) {
    super();
    this.letters = joined(letters);
  }

  override apply(document: Node): StepResult {
    const children = [...document.children];
    let [index, start] = [0, 0];
    // Within a block from the back, so that no edit moves another one.
    for (let first = 0; first < this.letters.length;) {
      const { from } = this.letters[first]!;
      while (index < children.length && start + document.child(index).nodeSize <= from) {
        start += document.child(index++).nodeSize;
      }
      const block = document.maybeChild(index);
      if (block === null) return StepResult.fail("There is no text at the end of the document");
      const end = start + block.nodeSize;
      let behind = first;
      while (behind < this.letters.length && this.letters[behind]!.from < end) behind++;
      const edits = this.letters.slice(first, behind);
      if (edits.some((edit) => edit.to >= end)) return StepResult.fail("Letters of two blocks");
      children[index] = edits.reduceRight((node, edit) => edited(node, edit, start + 1), block);
      first = behind;
    }
    return StepResult.ok(document.copy(Fragment.fromArray(children)));
  }

  override getMap(): StepMap {
    return new StepMap(
      this.letters.flatMap(({ from, to, content }) => [from, to - from, content.size]),
    );
  }

  override invert(document: Node): LettersStep {
    const map = this.getMap();
    return new LettersStep(
      this.letters.map(({ from, to, content }) => {
        const start = map.map(from, -1);
        return { from: start, to: start + content.size, content: document.slice(from, to).content };
      }),
    );
  }

  /** Without the edits of what is gone. */
  override map(mapping: Mappable): LettersStep | null {
    const letters = this.letters.flatMap(({ from, to, content }) => {
      const [start, end] = [mapping.mapResult(from, 1), mapping.mapResult(to, -1)];
      if (start.deletedAcross && end.deletedAcross) return [];
      return [{ from: start.pos, to: Math.max(start.pos, end.pos), content }];
    });
    return letters.length === 0 ? null : new LettersStep(letters);
  }

  /** Writes all at once, or says what to write one by one: see {@link OwnStep}. */
  write(writing: Writing, before: Node): Steps | undefined {
    if (writeLetters(writing, this.letters, before)) return undefined;
    const transform = new Transform(before);
    for (const step of this.#oneByOne()) transform.step(step);
    return transform;
  }

  /** The same change as ordinary steps, for tools that print or store steps. */
  override toJSON(): unknown {
    return this.#oneByOne().map((step) => step.toJSON() as unknown);
  }

  /** From the back, so that no edit moves another one. */
  #oneByOne(): ReplaceStep[] {
    return this.letters
      .map(({ from, to, content }) => new ReplaceStep(from, to, new Slice(content, 0, 0)))
      .toReversed();
  }
}

/** Edits that touch as one: a map takes a place between two of them for one that stays. */
function joined(letters: readonly LetterEdit[]): LetterEdit[] {
  const result: LetterEdit[] = [];
  for (const edit of letters) {
    const last = result.at(-1);
    if (last?.to !== edit.from) result.push(edit);
    else result.splice(-1, 1, { ...last, to: edit.to, content: last.content.append(edit.content) });
  }
  return result;
}

/** `block`, whose content begins at `start`, after an edit. */
function edited(block: Node, { from, to, content }: LetterEdit, start: number): Node {
  return block.replace(from - start, to - start, new Slice(content, 0, 0));
}
