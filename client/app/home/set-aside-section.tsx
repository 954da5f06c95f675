/** Copies on this device that are not opened any more: what was in them, to be kept. */

import { CopyButton, Icon, relativeTime } from "@coscribe/client/ui";
import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CopyContent } from "../document/copy-content.ts";
import { usePageWords } from "../messages/use-page-words.ts";
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
  const words = usePageWords();
  const { copies, onRemove, onCopyFailure } = props;
  if (copies.length === 0) return null;
  return (
    <section class="set-aside" aria-labelledby="set-aside-title">
      <h2 id="set-aside-title">{words.say("setAside.title")}</h2>
      <p class="coscribe-hint">{words.say("setAside.hint")}</p>
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
  const words = usePageWords();
  const { copy, onRemove, onCopyFailure } = props;
  const content = useContent(copy);
  return (
    <li class="set-aside-copy">
      <p class="set-aside-name">
        <bdi>{copy.name}</bdi>
      </p>
      <p class="set-aside-reason">
        {words.say("setAside.why", {
          reason: words.say(`setAside.${reasonFor(copy.code)}`),
          time:
            relativeTime(words.language, copy.setAsideAt, Date.now()) ??
            words.say("recents.justNow"),
        })}
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
              <span class="coscribe-button-text">{words.say("setAside.copyText")}</span>
            </CopyButton>
            <a
              class="coscribe-button coscribe-button-small"
              href={content.address}
              download={`${copy.name}.html`}
              data-tip={words.say("setAside.downloadTip")}
            >
              <Icon name="download" />
              {words.say("setAside.download")}
            </a>
          </>
        )}
        <button
          type="button"
          class="coscribe-button coscribe-button-small"
          aria-label={words.say("setAside.removeNamed", { name: copy.name })}
          onClick={onRemove}
        >
          <Icon name="trash" />
          {words.say("remove")}
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
