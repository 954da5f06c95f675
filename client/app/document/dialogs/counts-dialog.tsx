/** How much is in the document, and in what is selected of it. */

import type { Editor } from "@coscribe/client/editor";
import { DocumentCounter, readingMinutes, type Counts } from "@coscribe/client/features/counts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "@coscribe/client/ui";
import { usePageWords, type PageWords } from "../../messages/use-page-words.ts";

/** Attributes of {@link CountsDialog}. */
export interface CountsDialogProps {
  readonly editor: Editor;
  readonly onClose: () => void;
}

const rows = [
  { label: "counts.words", of: ({ words }) => words },
  { label: "counts.characters", of: ({ characters }) => characters },
  { label: "counts.withoutSpaces", of: (counts) => counts.charactersWithoutSpaces },
  { label: "counts.paragraphs", of: ({ paragraphs }) => paragraphs },
] as const satisfies readonly { label: string; of: (counts: Counts) => number }[];

/** See the head of this file. What it shows is that of the moment in which it was opened. */
export function CountsDialog({ editor, onClose }: CountsDialogProps): JSX.Element {
  const words = usePageWords();
  const [{ all, selected }] = useState(() => {
    const counter = new DocumentCounter();
    const { state } = editor.view;
    return { all: counter.countsOf(state.doc), selected: counter.countsOfSelection(state) };
  });
  return (
    <Dialog title={words.say("counts.title")} class="coscribe-dialog-narrow" onClose={onClose}>
      {() => (
        <table class="counts">
          {selected === undefined ? undefined : (
            <thead>
              <tr>
                <td />
                <th scope="col">{words.say("counts.selected")}</th>
                <th scope="col">{words.say("counts.document")}</th>
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map(({ label, of }) => (
              <tr key={label}>
                <th scope="row">{words.say(label)}</th>
                {selected === undefined ? undefined : (
                  <td>{of(selected).toLocaleString(words.language)}</td>
                )}
                <td>{of(all).toLocaleString(words.language)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{words.say("counts.time")}</th>
              {selected === undefined ? undefined : <td>{inMinutes(words, selected)}</td>}
              <td>{inMinutes(words, all)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

function inMinutes(words: PageWords, counts: Counts): string {
  const minutes = readingMinutes(counts);
  return minutes < 60
    ? words.say("counts.minutes", { minutes })
    : words.say("counts.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
