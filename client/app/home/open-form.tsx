/** Opens a document by its name, or by a pasted link, and makes it if there is none. */

import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { usePageWords, type PageWords } from "../messages/use-page-words.ts";
import { nameFaultInWords } from "../name-fault-in-words.ts";
import { homePath, pageRoot } from "../page-root.ts";
import { documentNameFromInput, documentPath } from "../route.ts";

/** See the head of this file. */
export function OpenForm(): JSX.Element {
  const words = usePageWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();

  const open = (event: Event): void => {
    event.preventDefault();
    const text = input.current?.value ?? "";
    const outcome = pathFor(words, text);
    setProblem(outcome.problem);
    if (outcome.path === undefined) input.current?.focus();
    else location.assign(outcome.path);
  };

  return (
    <form class="open-form" onSubmit={open} noValidate>
      <label for={`${id}-name`}>{words.say("open.label")}</label>
      <div class="open-fields">
        <input
          ref={input}
          id={`${id}-name`}
          class="coscribe-field"
          type="text"
          dir="auto"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="go"
          placeholder={words.say("open.example")}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-help`}
          onInput={() => setProblem(undefined)}
        />
        <button type="submit" class="coscribe-button">
          {words.say("open")}
        </button>
      </div>
      <p
        id={`${id}-help`}
        class={problem === undefined ? "coscribe-hint" : "coscribe-problem"}
        role="status"
      >
        {problem ?? words.say("open.hint")}
      </p>
    </form>
  );
}

/** Where the form leads, or what to tell the person instead. */
function pathFor(
  words: PageWords,
  text: string,
): { readonly path?: string; readonly problem?: string } {
  if (text.trim() === "") return { problem: words.say("open.empty") };
  const { name, fault } = documentNameFromInput(text, pageRoot.href);
  if (fault === undefined) return { path: documentPath(name, homePath) };
  return { problem: words.say("open.impossible", { reason: nameFaultInWords(words, fault) }) };
}
