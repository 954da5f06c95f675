/** What comments are on; several can be on one text. They are drawn by whoever shows comments. */

import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const comment: ContentFeature = {
  name: "comment",
  marks: [
    {
      name: "comment",
      isKeyed: true,
      spec: {
        attrs: { id: { default: "" }, value: { default: {} } },
        inclusive: false,
        excludes: "",
        toDOM: (mark) => ["span", { "data-comment": String(mark.attrs["id"]) }, 0],
      },
    },
  ],
};
