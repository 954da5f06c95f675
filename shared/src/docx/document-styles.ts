/** The styles of a .docx that we write: sober, so that whoever opens it can set their own. */

import { ShadingType, type IStylesOptions } from "docx";
import { styles } from "./look.ts";

const mono = "Courier New";

/** See the head of this file. */
export const documentStyles: IStylesOptions = {
  default: { document: { paragraph: { spacing: { after: 120 } } } },
  paragraphStyles: [
    {
      id: styles.code,
      name: "Source Code",
      basedOn: "Normal",
      run: { font: mono, size: 20 },
      paragraph: { shading: { type: ShadingType.CLEAR, color: "auto", fill: "F3F4F6" } },
    },
    {
      id: styles.caption,
      name: "caption",
      basedOn: "Normal",
      run: { italics: true, size: 20, color: "555555" },
    },
  ],
  characterStyles: [
    { id: styles.inlineCode, name: "Verbatim Char", run: { font: mono } },
    { id: styles.link, name: "Hyperlink", run: { color: "0563C1", underline: {} } },
  ],
};
