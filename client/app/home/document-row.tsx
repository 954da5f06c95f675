/** One document in the list on the start page. */

import { Icon, relativeTime, useWords } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { homePath } from "../page-root.ts";
import { documentPath } from "../route.ts";
import type { ListedDocument } from "./document-list.ts";

/** Attributes of {@link DocumentRow}. */
export interface DocumentRowProps {
  readonly document: ListedDocument;
  readonly onRemove: () => void;
}

/** See the head of this file. */
export function DocumentRow({ document, onRemove }: DocumentRowProps): JSX.Element {
  const { name, title, openedAt, copy } = document;
  const words = useWords();
  const pendingEdits = copy?.pendingEdits ?? 0;
  return (
    <li class="recent">
      <a class="recent-link" href={documentPath(name, homePath)}>
        <Icon name="fileText" />
        <span class="recent-name">
          <bdi>{title ?? name}</bdi>
          {title === undefined ? undefined : <bdi class="recent-address">{name}</bdi>}
        </span>
        <span class="recent-facts">
          {pendingEdits === 0 ? undefined : (
            <span class="recent-waiting">
              {words.say("time.edits", { count: pendingEdits })} not sent
            </span>
          )}
          {openedAt === undefined ? undefined : <OpenedAt time={openedAt} />}
          {copy === undefined ? undefined : (
            <span class="recent-kept" data-tip="On this device: opens without a network">
              <Icon name="monitorCheck" />
              <span class="coscribe-visually-hidden">on this device</span>
            </span>
          )}
        </span>
      </a>
      <button
        type="button"
        class="coscribe-icon-button"
        aria-label={`Remove ${title ?? name} from this list`}
        data-tip="Remove from this list"
        onClick={onRemove}
      >
        <Icon name="x" />
      </button>
    </li>
  );
}

function OpenedAt({ time }: { readonly time: number }): JSX.Element {
  return (
    <time class="recent-time" dateTime={new Date(time).toISOString()}>
      {relativeTime(useWords(), time, Date.now())}
    </time>
  );
}
