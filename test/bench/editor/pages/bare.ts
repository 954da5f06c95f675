/**
 * No editor: the document's paragraphs, drawn once, as text that the browser lets one edit. What
 * this costs nobody can save who keeps a document in one editable element.
 */

import { type XmlElement, XmlText } from "yjs";
import { offer } from "./bench-page.ts";

offer((element, doc) => {
  const text = element.appendChild(document.createElement("div"));
  text.contentEditable = "true";
  text.style.whiteSpace = "break-spaces";
  const fragment = doc.getXmlFragment("default");
  const draw = (): void => {
    if (text.childElementCount > 0) return;
    text.append(...fragment.toArray().map((child) => paragraphOf(child as XmlElement)));
  };
  draw();
  fragment.observe(draw);
});

function paragraphOf(element: XmlElement): HTMLElement {
  const paragraph = document.createElement("p");
  for (const child of element.toArray()) {
    if (!(child instanceof XmlText)) continue;
    const runs = child.toDelta() as readonly { insert: string; attributes?: object }[];
    for (const { insert, attributes } of runs) {
      const run = attributes === undefined ? paragraph : document.createElement("strong");
      run.append(insert);
      if (run !== paragraph) paragraph.append(run);
    }
  }
  return paragraph;
}
