/** Who is in the document: faces in the header, and a list with names on request. */

import type { Connection, Participant, User } from "@coscribe/client";
import {
  CopyButton,
  Icon,
  type InterfaceWords,
  useObserved,
  usePopover,
  useWords,
} from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../../messages/use-page-words.ts";
import { Avatar } from "../../ui/avatar.tsx";

/** More faces than this become a number. */
const maxFaces = 4;

/** Attributes of {@link People}. */
export interface PeopleProps {
  readonly connection: Connection;
  readonly onEditSelf: () => void;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function People({ connection, onEditSelf, onCopyFailure }: PeopleProps): JSX.Element {
  const words = useWords();
  const pageWords = usePageWords();
  const people = useObserved(
    connection,
    (source, listener) => source.on("participants", listener),
    (source) => selfFirst(source.participants),
    isSameList,
  );
  const popover = usePopover("end");
  const editSelf = (): void => {
    popover.close();
    onEditSelf();
  };

  return (
    <>
      <button
        {...popover.button}
        type="button"
        class="people-button"
        aria-label={countLabel(words, people.length)}
        data-tip={countLabel(words, people.length)}
      >
        <span class="faces">
          {people.slice(0, maxFaces).map((person) => (
            <Avatar key={person.clientId} user={person.user} />
          ))}
        </span>
        {people.length > maxFaces ? (
          <span class="faces-more">+{people.length - maxFaces}</span>
        ) : undefined}
      </button>
      <div
        {...popover.panel}
        class="coscribe-popover people"
        role="dialog"
        aria-label={words.say("people.label")}
      >
        <h2>{countLabel(words, people.length)}</h2>
        <ul class="people-list">
          {people.map((person) => (
            <PersonRow key={person.clientId} person={person} onEditSelf={editSelf} />
          ))}
        </ul>
        <div class="people-invite">
          <p class="coscribe-hint">{words.say("people.invite")}</p>
          <CopyButton class="coscribe-button" text={() => location.href} onFailure={onCopyFailure}>
            <Icon name="link" />
            <span class="coscribe-button-text">{pageWords.say("copyLink")}</span>
          </CopyButton>
        </div>
      </div>
    </>
  );
}

function PersonRow(props: {
  readonly person: Participant;
  readonly onEditSelf: () => void;
}): JSX.Element {
  const words = useWords();
  const { user, isSelf } = props.person;
  return (
    <li class="person">
      <Avatar user={user} />
      <span class="person-name">
        <bdi>{user?.name ?? words.say("people.unnamed")}</bdi>
        {isSelf ? <span class="person-self"> {words.say("people.you")}</span> : undefined}
      </span>
      {isSelf ? (
        <button
          type="button"
          class="coscribe-icon-button"
          aria-label={words.say("people.changeSelf")}
          data-tip={words.say("people.changeSelf")}
          onClick={props.onEditSelf}
        >
          <Icon name="pencil" />
        </button>
      ) : undefined}
    </li>
  );
}

function countLabel(words: InterfaceWords, count: number): string {
  return count <= 1 ? words.say("people.alone") : words.say("people.here", { count });
}

/** The one person whose place everybody knows comes first; the others keep their order. */
function selfFirst(people: readonly Participant[]): readonly Participant[] {
  return people.toSorted((a, b) => Number(b.isSelf) - Number(a.isSelf));
}

/** Carets move with every key; only what is drawn here counts as a change. */
function isSameList(a: readonly Participant[], b: readonly Participant[]): boolean {
  return (
    a.length === b.length &&
    a.every((person, index) => {
      const other = b[index];
      return person.clientId === other?.clientId && isSameUser(person.user, other.user);
    })
  );
}

function isSameUser(a: User | undefined, b: User | undefined): boolean {
  return a?.name === b?.name && a?.color === b?.color;
}
