/**
 * Who is in the document: faces, each of which leads to where that person writes, and a list
 * with names on request. Where there is little room the faces are a number.
 */

import type { Connection } from "../../connection.ts";
import type { Person } from "../../status.ts";
import { useWords, type InterfaceWords } from "../messages/use-words.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { usePopover } from "../parts/use-popover.ts";
import type { ComponentChildren, JSX } from "preact";
import { Avatar } from "./avatar.tsx";
import type { Following } from "./use-following.ts";
import { nameOf, usePeople } from "./use-people.ts";

/** More faces of others than this become a number. */
const maxFaces = 4;

/** Attributes of {@link People}. */
export interface PeopleProps {
  readonly connection: Connection;
  readonly following: Following;
  /** Lets this person change name and colour; nobody can without it. */
  readonly onEditSelf?: (() => void) | undefined;
  /** Below the list, such as how others are invited. */
  readonly children?: ComponentChildren;
}

/** See the head of this file. */
export function People(props: PeopleProps): JSX.Element {
  const { connection, following, onEditSelf } = props;
  const words = useWords();
  const people = usePeople(connection);
  const popover = usePopover("end");
  const self = people.find(({ isSelf }) => isSelf);
  const others = people.filter(({ isSelf }) => !isSelf);
  // Whoever gave no name is here as well, and shown to nobody.
  const label = countLabel(words, others.length + 1);
  const closeAnd = (work: () => void) => (): void => {
    popover.close();
    work();
  };

  return (
    <>
      {others.length === 0 ? undefined : (
        <ul class="coscribe-faces" aria-label={words.say("people.others")}>
          {others.slice(0, maxFaces).map((person) => (
            <Face key={person.key} person={person} following={following} />
          ))}
        </ul>
      )}
      <button {...popover.button} type="button" class="coscribe-people-button" data-tip={label}>
        <Avatar user={self?.user} />
        <More count={others.length - maxFaces} where="wide" />
        <More count={others.length} where="narrow" />
        <span class="coscribe-visually-hidden">{label}</span>
      </button>
      <div
        {...popover.panel}
        class="coscribe-popover coscribe-people"
        role="dialog"
        aria-label={words.say("people.label")}
      >
        <h2>{label}</h2>
        <ul class="coscribe-people-list">
          {people.map((person) => (
            <li key={person.key} class="coscribe-person" data-away={person.isAway}>
              <Avatar user={person.user} />
              <PersonName person={person} />
              {person.isSelf ? (
                onEditSelf && <EditSelf onClick={closeAnd(onEditSelf)} />
              ) : (
                <Follow
                  person={person}
                  onClick={closeAnd(() => toggle(person, following))}
                  isFollowed={following.followed?.key === person.key}
                />
              )}
            </li>
          ))}
        </ul>
        {props.children}
      </div>
    </>
  );
}

interface FaceProps {
  readonly person: Person;
  readonly following: Following;
}

/** Its name is text and no attribute, so that it is one with the letters that are seen. */
function Face({ person, following }: FaceProps): JSX.Element {
  const words = useWords();
  const isFollowed = following.followed?.key === person.key;
  const name = nameOf(words, person);
  const away = person.isAway ? ` ${words.say("people.away")}` : "";
  const tip = words.say(isFollowed ? "people.stopFollowing" : "people.followName", { name }) + away;
  return (
    <li>
      <button
        type="button"
        class="coscribe-face"
        aria-pressed={isFollowed}
        data-away={person.isAway}
        data-tip={tip}
        onClick={() => toggle(person, following)}
      >
        <Avatar user={person.user} />
        <span class="coscribe-visually-hidden">
          {words.say("people.followName", { name })}
          {away}
        </span>
      </button>
    </li>
  );
}

function toggle(person: Person, { followed, follow, stop }: Following): void {
  if (followed?.key === person.key) stop();
  else follow(person);
}

interface MoreProps {
  readonly count: number;
  readonly where: "wide" | "narrow";
}

/** How many are not shown by a face, where the window is wide or narrow; see styles/people.css. */
function More({ count, where }: MoreProps): JSX.Element | null {
  return count > 0 ? (
    <span class={`coscribe-faces-more coscribe-faces-more-${where}`}>+{count}</span>
  ) : null;
}

function PersonName({ person }: { readonly person: Person }): JSX.Element {
  const words = useWords();
  const note = person.isSelf ? "people.you" : person.isAway ? "people.away" : undefined;
  return (
    <span class="coscribe-person-name">
      <bdi>{nameOf(words, person)}</bdi>
      {note === undefined ? undefined : (
        <span class="coscribe-person-self"> {words.say(note)}</span>
      )}
    </span>
  );
}

function EditSelf({ onClick }: { readonly onClick: () => void }): JSX.Element {
  const words = useWords();
  return <IconButton icon="pencil" label={words.say("people.changeSelf")} onClick={onClick} />;
}

interface FollowProps {
  readonly person: Person;
  readonly isFollowed: boolean;
  readonly onClick: () => void;
}

function Follow({ person, isFollowed, onClick }: FollowProps): JSX.Element {
  const words = useWords();
  const name = nameOf(words, person);
  return (
    <button
      type="button"
      class="coscribe-button coscribe-button-small"
      aria-label={words.say(isFollowed ? "people.stopFollowing" : "people.followName", { name })}
      onClick={onClick}
    >
      {words.say(isFollowed ? "people.stop" : "people.follow")}
    </button>
  );
}

function countLabel(words: InterfaceWords, count: number): string {
  return count <= 1 ? words.say("people.alone") : words.say("people.here", { count });
}
