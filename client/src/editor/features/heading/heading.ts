/** Headings. */

import { contentFeatures } from "@coscribe/shared/schema";
import { setKind } from "../../commands/kind.ts";
import type { EditorFeature, Tool } from "../../feature.ts";
import { turnInto } from "../turn-into.ts";

/** See the head of this file. */
export const heading: EditorFeature = {
  name: "heading",
  content: contentFeatures.heading,
  tools: [1, 2, 3, 4, 5, 6].map((level): Tool => ({
    id: `heading${level}`,
    group: "kind",
    label: `Heading ${level}`,
    icon: `heading${level}`,
    keywords: `h${level} title section`,
    typed: `${"#".repeat(level)} `,
    command: setKind("heading", level),
    keys: [`Mod-Alt-${level}`],
    isOn: (summary) => summary.kind === "heading" && summary.level === level,
  })),
  inputRules: [
    {
      pattern: /^(#{1,6}) $/,
      apply: (tr, match) => turnInto(tr, match, "heading", match.groups[1]!.length),
    },
  ],
};
