/** Says beside the state of the edits that a document may only be read, or commented on, and tells of a change. */

import type { Access } from "@coscribe/shared";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { mayWrite } from "./use-access.ts";

/** Attributes of {@link AccessBadge}. */
export interface AccessBadgeProps {
  /** Undefined where nobody has said anything. */
  readonly access: Access | undefined;
}

/** See the head of this file. Nothing to be seen where somebody may write. */
export function AccessBadge({ access }: AccessBadgeProps): JSX.Element {
  const words = useWords();
  const role = access === "comment" ? "comment" : "read";
  const canWrite = mayWrite(access);
  const hadLess = useRef(false);
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    const isNews = hadLess.current || !canWrite;
    if (isNews) setSaid(words.say(canWrite ? "access.writeAgain" : `access.${role}Meaning`));
    hadLess.current = !canWrite;
  }, [canWrite, role]);
  return (
    <>
      {canWrite ? undefined : (
        <span class="coscribe-access-badge" data-tip={words.say(`access.${role}Meaning`)}>
          <Icon name={role === "comment" ? "messageSquare" : "eye"} />
          <span class="coscribe-access-label">{words.say(`access.${role}`)}</span>
        </span>
      )}
      <span class="coscribe-visually-hidden" aria-live="polite">
        {said}
      </span>
    </>
  );
}
