/** Makes a link that lets others in, where the server does so for whoever asks. */

import { CopyButton, Icon } from "@coscribe/client/ui";
import type { Access, DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { AccessWords } from "../access/access-words.ts";
import { usePageWords } from "../messages/use-page-words.ts";
import { levelsToHandOn, makeLink, type DocumentLink } from "./document-links.ts";
import { momentInWords } from "./moment-in-words.ts";

/** Attributes of {@link NewLink}. */
export interface NewLinkProps {
  readonly name: DocumentName;
  readonly words: AccessWords;
  readonly onCopyFailure: () => void;
}

/** For how many days a link may be; undefined: it does not end. */
const terms: readonly (number | undefined)[] = [1, 7, 30, undefined];
const usualTerm = 7;
const dayMs = 86_400_000;

/** See the head of this file. Nothing where it does not. */
export function NewLink({ name, words, onCopyFailure }: NewLinkProps): JSX.Element | null {
  const pageWords = usePageWords();
  const id = useId();
  const [levels, setLevels] = useState<readonly Access[]>([]);
  const [level, setLevel] = useState<Access>("read");
  const [days, setDays] = useState<number | undefined>(usualTerm);
  const [made, setMade] = useState<DocumentLink>();
  const [problem, setProblem] = useState<string>();
  const address = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void levelsToHandOn(name).then(setLevels);
  }, []);
  useEffect(() => address.current?.select(), [made]);
  if (levels.length === 0) return null;

  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    setProblem(undefined);
    try {
      const end = days === undefined ? undefined : Date.now() + days * dayMs;
      setMade(await makeLink(name, level, end));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setProblem(words.say("share.failed", { reason }));
    }
  };
  const change = (): void => {
    setMade(undefined);
    setProblem(undefined);
  };

  return (
    <form class="share-new" onSubmit={(event) => void make(event)}>
      <h3>{words.say("share.new")}</h3>
      <div class="share-row">
        <label for={`${id}-level`}>{words.say("share.level")}</label>
        <select
          id={`${id}-level`}
          class="coscribe-field"
          value={level}
          onChange={(event) => {
            setLevel(event.currentTarget.value as Access);
            change();
          }}
        >
          {levels.map((each) => (
            <option key={each} value={each}>
              {words.say(`share.may.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="share-row">
        <label for={`${id}-days`}>{words.say("share.term")}</label>
        <select
          id={`${id}-days`}
          class="coscribe-field"
          value={String(days ?? "")}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setDays(value === "" ? undefined : Number(value));
            change();
          }}
        >
          {terms.map((term) => (
            <option key={term} value={String(term ?? "")}>
              {term === undefined
                ? words.say("share.never")
                : words.say("share.days", { count: term })}
            </option>
          ))}
        </select>
      </div>
      {made === undefined ? (
        <button type="submit" class="coscribe-button coscribe-button-primary">
          {words.say("share.make")}
        </button>
      ) : (
        <div class="share-row">
          <input
            ref={address}
            class="coscribe-field share-address"
            readOnly
            dir="ltr"
            aria-label={words.say("share.address")}
            value={made.address}
          />
          <CopyButton
            class="coscribe-button coscribe-button-primary"
            text={() => made.address}
            onFailure={onCopyFailure}
          >
            <Icon name="copy" />
            <span class="coscribe-button-text">{pageWords.say("copyLink")}</span>
          </CopyButton>
        </div>
      )}
      <p class={problem === undefined ? "coscribe-hint" : "coscribe-problem"} role="status">
        {problem ?? madeInWords()}
      </p>
    </form>
  );

  function madeInWords(): string | undefined {
    if (made === undefined) return undefined;
    if (made.expiresAt === undefined) return words.say("share.madeForEver");
    return words.say("share.made", { time: momentInWords(words.language, made.expiresAt) });
  }
}
