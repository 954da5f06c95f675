/** Finds documents of the list by title or name. */

import { Icon } from "@coscribe/client/ui";
import type { JSX } from "preact";
import type { LibraryWords } from "./library-words.ts";

/** Attributes of {@link SearchField}. */
export interface SearchFieldProps {
  readonly words: LibraryWords;
  readonly onSearch: (text: string) => void;
}

/** See the head of this file. */
export function SearchField({ words, onSearch }: SearchFieldProps): JSX.Element {
  return (
    <label class="library-search">
      <Icon name="search" />
      <input
        class="coscribe-field"
        type="search"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        aria-label={words.say("search.label")}
        placeholder={words.say("search.label")}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
    </label>
  );
}
