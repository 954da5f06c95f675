/** A button that copies a text and says for a moment that it did. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "../messages/use-words.ts";
import { copyText } from "./copy-text.ts";
import { Icon } from "./icon.tsx";

/** How long "Copied" stands in place of the label. */
const copiedMs = 2500;

/** Attributes of {@link CopyButton}. */
export interface CopyButtonProps {
  readonly class: string;
  /** An icon and the label. */
  readonly children: ComponentChildren;
  readonly tip?: string;
  /** What to copy, asked at the moment of the click. */
  readonly text: () => string;
  /** Called where the browser does not let the page copy. */
  readonly onFailure: () => void;
}

/** See the head of this file. */
export function CopyButton(props: CopyButtonProps): JSX.Element {
  const words = useWords();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(setIsCopied, copiedMs, false);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async (): Promise<void> => {
    const hasWorked = await copyText(props.text());
    setIsCopied(hasWorked);
    if (!hasWorked) props.onFailure();
  };
  return (
    <>
      <button type="button" class={props.class} data-tip={props.tip} onClick={() => void copy()}>
        {isCopied ? (
          <>
            <Icon name="check" />
            <span class="coscribe-button-text">{words.say("copied")}</span>
          </>
        ) : (
          props.children
        )}
      </button>
      <span role="status" class="coscribe-visually-hidden">
        {isCopied ? words.say("copied") : ""}
      </span>
    </>
  );
}
