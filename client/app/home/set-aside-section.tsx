/** Copies on this device that are not opened any more: what was in them, to be kept. */

import { CopyButton, Icon, relativeTime, useWords } from "@coscribe/client/ui";
import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CopyContent } from "../document/copy-content.ts";
import type { NamedCopy } from "./device-copies.ts";
import { reasonFor } from "./set-aside-reason.ts";

/** Attributes of {@link SetAsideSection}. */
export interface SetAsideSectionProps {
  readonly copies: readonly NamedCopy[];
  /** Somebody wants to remove all copies of the document `name`. */
  readonly onRemove: (name: DocumentName) => void;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function SetAsideSection(props: SetAsideSectionProps): JSX.Element | null {
  const { copies, onRemove, onCopyFailure } = props;
  if (copies.length === 0) return null;
  return (
    <section class="set-aside" aria-labelledby="set-aside-title">
      <h2 id="set-aside-title">Set aside on this device</h2>
      <p class="coscribe-hint">
        These are not opened any more. They stay here until you remove them, the last two of each
        document.
      </p>
      <ul>
        {copies.map((copy) => (
          <SetAsideRow
            key={`${copy.setAsideAt} ${copy.name}`}
            copy={copy}
            onRemove={() => onRemove(copy.name)}
            onCopyFailure={onCopyFailure}
          />
        ))}
      </ul>
    </section>
  );
}

function SetAsideRow(props: {
  readonly copy: NamedCopy;
  readonly onRemove: () => void;
  readonly onCopyFailure: () => void;
}): JSX.Element {
  const words = useWords();
  const { copy, onRemove, onCopyFailure } = props;
  const content = useContent(copy);
  return (
    <li class="set-aside-copy">
      <p class="set-aside-name">
        <bdi>{copy.name}</bdi>
      </p>
      <p class="set-aside-reason">
        {reasonFor(copy.code)}, {relativeTime(words, copy.setAsideAt, Date.now())}
      </p>
      <div class="set-aside-actions">
        {content === undefined ? undefined : (
          <>
            <CopyButton
              class="coscribe-button coscribe-button-small"
              text={() => content.text}
              onFailure={onCopyFailure}
            >
              <Icon name="copy" />
              <span class="coscribe-button-text">Copy text</span>
            </CopyButton>
            <a
              class="coscribe-button coscribe-button-small"
              href={content.address}
              download={`${copy.name}.html`}
              data-tip="With headings, lists and links"
            >
              <Icon name="download" />
              Download
            </a>
          </>
        )}
        <button type="button" class="coscribe-button coscribe-button-small" onClick={onRemove}>
          <Icon name="trash" />
          Remove
          <span class="coscribe-visually-hidden"> what was set aside of {copy.name}</span>
        </button>
      </div>
    </li>
  );
}

/** Undefined until it has been read. */
function useContent(copy: NamedCopy): CopyContent | undefined {
  const [content, setContent] = useState<CopyContent>();
  useEffect(() => {
    let isGone = false;
    import("../document/copy-content.ts")
      .then(({ readContent }) => {
        if (!isGone) setContent(readContent(copy.name, copy.updates));
      })
      .catch(reportError);
    return () => {
      isGone = true;
    };
  }, [copy]);
  useEffect(() => {
    return () => {
      if (content !== undefined) URL.revokeObjectURL(content.address);
    };
  }, [content]);
  return content;
}
