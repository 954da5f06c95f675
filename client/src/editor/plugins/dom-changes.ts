/**
 * What the browser does to the text on the screen, and by whom.
 *
 * ProseMirror reads back what the browser changed, and takes all of it for typing. But browsers
 * translate pages, and extensions rewrite them; stored, that would be everybody's text. So what
 * changed without an input of the user right before is put back. The editor also says that it is not
 * to be translated, as long as it can be edited.
 */

import { DOMParser, type ParseOptions, type Node, type Schema } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { isRemote } from "../binding/remote-step.ts";

/**
 * Browsers change the text in the task of the event that announces it; this is for those that take
 * longer. A timer and not a comparison of times: however busy the page is, it ends after that task.
 */
const announcedForMs = 100;

/** The plugin; see above. */
export function readDomChanges(schema: Schema): Plugin {
  let isForeign = false;
  let isAnnounced = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const announce = (): boolean => {
    isAnnounced = true;
    clearTimeout(timer);
    timer = setTimeout(() => (isAnnounced = false), announcedForMs);
    return false;
  };
  let isComposing = (): boolean => false;
  const parser = new ScreenReader(schema, () => {
    isForeign = !isAnnounced && !isComposing();
    // Until ProseMirror has told what it read; everything that comes later is somebody else's.
    if (isForeign) queueMicrotask(() => (isForeign = false));
  });
  return new Plugin({
    filterTransaction: (tr) => !isForeign || !tr.docChanged || isRemote(tr),
    props: {
      domParser: parser,
      handleDOMEvents: {
        beforeinput: announce,
        input: announce,
        keydown: announce,
        compositionstart: announce,
        compositionupdate: announce,
        compositionend: announce,
      },
    },
    view: (view) => {
      isComposing = () => view.composing;
      return {};
    },
  });
}

/** Reads the screen by the rules of the schema, in which a line break is a letter. */
class ScreenReader extends DOMParser {
  readonly #willRead: () => void;

  constructor(schema: Schema, willRead: () => void) {
    super(schema, DOMParser.fromSchema(schema).rules);
    this.#willRead = willRead;
  }

  override parse(dom: globalThis.Node, options: ParseOptions = {}): Node {
    this.#willRead();
    return super.parse(dom, withLineBreaks(options));
  }
}

/** ProseMirror's own option, which says by which rule a node of the screen is read. */
interface RuleOptions extends ParseOptions {
  readonly ruleFromNode?: (dom: globalThis.Node) => object | null;
}

function withLineBreaks(options: RuleOptions): ParseOptions {
  const { ruleFromNode } = options;
  const rules: RuleOptions = {
    ...options,
    ruleFromNode: (dom) => ruleFromNode?.(dom) ?? (dom.nodeName === "BR" ? lineBreak(dom) : null),
  };
  return rules;
}

/** The rule for a `br`: read a text with a line feed in its place. */
function lineBreak(dom: globalThis.Node): { skip: globalThis.Node } {
  const skip = dom.ownerDocument!.createElement("span");
  skip.textContent = "\n";
  return { skip };
}
