/** Stands in the place of the tools where a document may only be read, or commented on. */

import { Icon, useWords } from "@coscribe/client/ui";
import type { Access } from "@coscribe/shared";
import type { JSX } from "preact";

/** Attributes of {@link ReadOnlyLine}. */
export interface ReadOnlyLineProps {
  readonly access: Exclude<Access, "write">;
}

/** See the head of this file. */
export function ReadOnlyLine({ access }: ReadOnlyLineProps): JSX.Element {
  const words = useWords();
  return (
    <div class="coscribe-toolbar read-only-line">
      <p>
        <Icon name={access === "comment" ? "messageSquare" : "eye"} />
        <strong>{words.say(`access.${access}`)}</strong>
        <span>{words.say(`access.${access}Meaning`)}</span>
      </p>
    </div>
  );
}
