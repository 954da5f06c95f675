/**
 * Writes the numbers of numbered lines beside them.
 *
 * Numbers are attributes of the lines on the screen, not CSS counters: a counter cannot see past
 * blocks whose layout the browser skips, and the rules of where a count begins again are those of
 * the HTML export.
 */

import { numbering } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

interface Numbers {
  readonly numbers: readonly (number | undefined)[];
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Numbers>("coscribe-numbering");

/** The plugin; see above. */
export function numberLines(): Plugin {
  return new Plugin<Numbers>({
    key,
    state: {
      init: (_config, { doc }) => decorate(doc, numbering(doc.content)),
      apply: (tr, previous, _before, { doc }) => {
        if (!tr.docChanged) return previous;
        const numbers = numbering(doc.content);
        if (!sameNumbers(numbers, previous.numbers)) return decorate(doc, numbers);
        return { numbers, decorations: previous.decorations.map(tr.mapping, doc) };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
    },
  });
}

/** The number of the line before block number `index`; 0 when it is not a numbered line. */
export function numberBefore(doc: Node, index: number): number {
  return (index > 0 ? numbering(doc.content)[index - 1] : undefined) ?? 0;
}

function decorate(doc: Node, numbers: readonly (number | undefined)[]): Numbers {
  const decorations: Decoration[] = [];
  doc.forEach((node, pos, index) => {
    const number = numbers[index];
    if (number === undefined) return;
    const attributes = { "data-number": String(number) };
    decorations.push(Decoration.node(pos, pos + node.nodeSize, attributes));
  });
  return { numbers, decorations: DecorationSet.create(doc, decorations) };
}

function sameNumbers(a: Numbers["numbers"], b: Numbers["numbers"]): boolean {
  return a.length === b.length && a.every((number, i) => number === b[i]);
}
