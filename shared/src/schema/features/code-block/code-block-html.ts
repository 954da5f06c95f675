/** Code blocks in HTML: what they write. How code is read is html-import.ts's and foreign-code.ts's. */

import type { HtmlFeature } from "../../html-feature.ts";
import { holdsLineNumbers } from "./foreign-code.ts";

/** See the head of this file. */
export const codeBlockHtml: HtmlFeature = {
  name: "codeBlock",
  kinds: {
    code: {
      write: () => ({ tag: "pre", attributes: {} }),
      verbatim: ({ language }) => {
        return {
          tag: "code",
          attributes: language === "" ? {} : { class: `language-${language}` },
        };
      },
    },
  },
  readText: (element) => (holdsLineNumbers(element) ? "" : undefined),
};
