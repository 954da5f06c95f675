/** People who are in the document, and other documents, as a menu that "@" opens. */

import type { MentionAttrs } from "@coscribe/shared/schema";
import type { Awareness } from "y-protocols/awareness";
import type { Editor } from "../../editor/index.ts";
import { peopleIn } from "../mentions/people-in.ts";
import type { InterfaceWords } from "../messages/use-words.ts";
import { ranked } from "../search/ranked.ts";
import type { Choice, ChoiceGroup, TypedSource } from "./choice.ts";

/** A document that can be mentioned. */
export interface FoundDocument {
  /** Its name on the server. */
  readonly id: string;
  /** What it is called. */
  readonly label: string;
}

/** Finds documents by what somebody types of their names; those used last for an empty query. */
export type FindDocuments = (
  query: string,
) => readonly FoundDocument[] | Promise<readonly FoundDocument[]>;

/** What the menu of mentions needs. */
export interface MentionSourceOptions {
  readonly editor: Editor;
  readonly words: InterfaceWords;
  readonly awareness: Awareness;
  readonly findDocuments: FindDocuments | undefined;
}

/** More of either are not looked through. */
const maxShown = 8;

/** See the head of this file. */
export function mentionSource(options: MentionSourceOptions): TypedSource {
  const { editor, words, awareness, findDocuments } = options;
  // What a choice means; documents that were found once keep their meaning.
  const meanings = new Map<string, MentionAttrs>();
  const choiceOf = (mention: MentionAttrs, icon: string): Choice => {
    const id = `${mention.kind}:${mention.ref}`;
    meanings.set(id, mention);
    return { id, label: mention.label, icon: { name: icon } };
  };
  const groupsOf = (query: string, documents: readonly FoundDocument[]): ChoiceGroup[] => {
    const people = ranked(peopleIn(awareness), query).map(({ id, label }) =>
      choiceOf({ kind: "person", ref: id, label }, "atSign"),
    );
    const found = documents.map(({ id, label }) =>
      choiceOf({ kind: "document", ref: id, label }, "fileText"),
    );
    return [
      { title: words.say("typed.peopleHere"), choices: people.slice(0, maxShown) },
      { title: words.say("typed.documents"), choices: found.slice(0, maxShown) },
    ].filter(({ choices }) => choices.length > 0);
  };
  return {
    sign: "@",
    minLength: 0,
    hasSpaces: true,
    before: /[([{"'“‘«—–]/,
    label: words.say("typed.people"),
    search: (query) => {
      const documents = findDocuments?.(query) ?? [];
      return documents instanceof Promise
        ? documents.then((found) => groupsOf(query, found))
        : groupsOf(query, documents);
    },
    choose: (id, typed) => {
      const mention = meanings.get(id);
      if (mention !== undefined) editor.run({ type: "insertMention", mention, instead: typed });
    },
  };
}
