/** Finds what words of code are, by highlight.js through lowlight. Loaded when code is first shown. */

import { common, createLowlight } from "lowlight";

/** A stretch of code that is drawn with these classes. */
export interface Highlight {
  readonly from: number;
  readonly to: number;
  readonly classes: string;
}

const lowlight = createLowlight(common);

/** Whether code in this language can be highlighted, by its name or another that it has. */
export function knowsLanguage(language: string): boolean {
  return lowlight.registered(language);
}

/** What is to be drawn how in `code`; offsets count UTF-16 units. */
export function highlightsOf(code: string, language: string): Highlight[] {
  const found: Highlight[] = [];
  let at = 0;
  const walk = (nodes: readonly Part[], classes: string): void => {
    for (const node of nodes) {
      if (node.type === "text") {
        const end = at + (node.value ?? "").length;
        if (classes !== "") found.push({ from: at, to: end, classes });
        at = end;
        continue;
      }
      const own = node.properties?.className;
      walk(node.children ?? [], [classes, ...(Array.isArray(own) ? own : [])].join(" ").trim());
    }
  };
  walk(lowlight.highlight(language, code).children, "");
  return found;
}

/** A node of the tree that lowlight makes. */
interface Part {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly Part[];
}
