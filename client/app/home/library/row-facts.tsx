/** What is told of a document in the list beside its name: who changed it and when, and where it is. */

import { Icon, relativeTime } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../../messages/use-page-words.ts";
import type { ListedDocument } from "../document-list.ts";
import type { LibraryWords } from "./library-words.ts";

/** Attributes of {@link RowFacts}. */
export interface RowFactsProps {
  readonly words: LibraryWords;
  readonly document: ListedDocument;
}

/** See the head of this file. */
export function RowFacts({ words, document }: RowFactsProps): JSX.Element {
  const { server, isPinned } = document;
  return (
    <>
      {server?.changedAt === undefined ? undefined : (
        <ChangedAt words={words} time={server.changedAt} by={server.changedBy} />
      )}
      {isPinned ? (
        <span class="recent-kept" data-tip={words.say("row.pinned")}>
          <Icon name="arrowUpToLine" />
          <span class="coscribe-visually-hidden">{words.say("row.pinned")}</span>
        </span>
      ) : undefined}
      {server === undefined ? undefined : (
        <span class="recent-kept" data-tip={words.say("row.onServer")}>
          <Icon name="cloudCheck" />
          <span class="coscribe-visually-hidden">{words.say("row.onServer")}</span>
        </span>
      )}
    </>
  );
}

function ChangedAt(props: {
  readonly words: LibraryWords;
  readonly time: number;
  readonly by: string | undefined;
}): JSX.Element {
  const { words, time: at, by } = props;
  const pageWords = usePageWords();
  const time = relativeTime(words.language, at, Date.now()) ?? pageWords.say("recents.justNow");
  return (
    <time class="recent-time recent-changed" dateTime={new Date(at).toISOString()}>
      {by === undefined
        ? words.say("row.changed", { time })
        : words.split("row.changedBy", { name: <bdi>{by}</bdi>, time })}
    </time>
  );
}
