/** The documents that were opened on this device, and a way to take them off the list. */

import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Preferences, RecentDocument } from "../preferences.ts";
import { relativeTime } from "../relative-time.ts";
import { documentPath } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { useObserved } from "../ui/use-observed.ts";

/** See the head of this file. */
export function RecentDocuments(props: { readonly preferences: Preferences }): JSX.Element {
  const { preferences } = props;
  const [removed, setRemoved] = useState<RecentDocument>();
  const undoButton = useRef<HTMLButtonElement>(null);
  const recents = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.recentDocuments,
  );
  // The button that had the focus is gone; without this the keyboard would start from the top.
  useEffect(() => undoButton.current?.focus(), [removed]);

  const remove = (recent: RecentDocument): void => {
    preferences.forgetDocument(recent.name);
    setRemoved(recent);
  };
  const undo = (): void => {
    if (removed !== undefined) preferences.rememberDocument(removed.name, removed.openedAt);
    setRemoved(undefined);
  };

  return (
    <section class="recents" aria-labelledby="recents-title">
      <h2 id="recents-title">Recent on this device</h2>
      <div role="status">
        {removed === undefined ? undefined : (
          <p class="recents-removed">
            <span>
              <bdi>{removed.name}</bdi> was taken off this list. The document itself is still there.
            </span>
            <button ref={undoButton} type="button" class="button button-small" onClick={undo}>
              Undo
            </button>
          </p>
        )}
      </div>
      {recents.length === 0 ? (
        <p class="recents-empty">
          <Icon name="fileText" />
          Documents that you open will be listed here.
        </p>
      ) : (
        <ul class="recents-list">
          {recents.map((recent) => (
            <RecentRow key={recent.name} recent={recent} onRemove={() => remove(recent)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RecentRow(props: {
  readonly recent: RecentDocument;
  readonly onRemove: () => void;
}): JSX.Element {
  const { name, openedAt } = props.recent;
  return (
    <li class="recent">
      <a class="recent-link" href={documentPath(name)}>
        <Icon name="fileText" />
        <span class="recent-name">
          <bdi>{name}</bdi>
        </span>
        <OpenedAt time={openedAt} />
      </a>
      <button
        type="button"
        class="icon-button"
        aria-label={removalLabel(name)}
        data-tip="Remove from this list"
        onClick={props.onRemove}
      >
        <Icon name="x" />
      </button>
    </li>
  );
}

function OpenedAt({ time }: { readonly time: number }): JSX.Element {
  return (
    <time class="recent-time" dateTime={new Date(time).toISOString()}>
      {relativeTime(time, Date.now())}
    </time>
  );
}

function removalLabel(name: DocumentName): string {
  return `Remove ${name} from this list`;
}
