/** One document in the list on the start page. */

import { Icon, IconButton, relativeTime } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../messages/use-page-words.ts";
import { homePath } from "../page-root.ts";
import { documentPath } from "../route.ts";
import type { ListedDocument } from "./document-list.ts";
import type { RowAction } from "./library/row-menu.tsx";
import type { Library } from "./use-library.ts";

/** Attributes of {@link DocumentRow}. */
export interface DocumentRowProps {
  readonly document: ListedDocument;
  /** What it means that this device has a copy. */
  readonly copyMeaning: string;
  /** Undefined before it is loaded. */
  readonly library: Library | undefined;
  readonly onRemove: () => void;
  readonly onChoose: (what: RowAction) => void;
}

/** See the head of this file. */
export function DocumentRow(props: DocumentRowProps): JSX.Element {
  const { document, copyMeaning, library } = props;
  const words = usePageWords();
  const { name, title, openedAt, copy, server } = document;
  const pendingEdits = copy?.pendingEdits ?? 0;
  return (
    <li class="recent">
      <a class="recent-link" href={documentPath(name, homePath)}>
        <Icon name="fileText" />
        <span class="recent-name">
          <bdi>{title ?? name}</bdi>
          {title === undefined ? undefined : (
            <span class="recent-address">
              <bdi>{name}</bdi>
            </span>
          )}
        </span>
        <span class="recent-facts">
          {pendingEdits === 0 ? undefined : (
            <span class="recent-waiting">
              {words.say("recents.notSent", { count: pendingEdits })}
            </span>
          )}
          {openedAt === undefined ||
          (library !== undefined && server?.changedAt !== undefined) ? undefined : (
            <OpenedAt time={openedAt} />
          )}
          {library && <library.part.RowFacts words={library.words} document={document} />}
          {copy === undefined ? undefined : (
            <span class="recent-kept" data-tip={copyMeaning}>
              <Icon name="monitorCheck" />
              <span class="coscribe-visually-hidden">{words.say("recents.onDevice")}</span>
            </span>
          )}
        </span>
      </a>
      {library && (
        <library.part.RowMenu
          words={library.words}
          title={title ?? name}
          isPinned={document.isPinned === true}
          isOnServer={server !== undefined}
          canWrite={server?.access === "write"}
          onChoose={props.onChoose}
        />
      )}
      <IconButton
        icon="x"
        label={words.say("recents.removeNamed", { name: title ?? name })}
        tip={words.say("recents.remove")}
        onClick={props.onRemove}
      />
    </li>
  );
}

function OpenedAt({ time }: { readonly time: number }): JSX.Element {
  const words = usePageWords();
  return (
    <time class="recent-time" dateTime={new Date(time).toISOString()}>
      {relativeTime(words.language, time, Date.now()) ?? words.say("recents.justNow")}
    </time>
  );
}
