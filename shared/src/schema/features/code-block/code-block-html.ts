/** Code blocks in HTML: what they write. How code is read is html-import.ts's. */

import type { HtmlFeature } from "../../html-feature.ts";

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
};
