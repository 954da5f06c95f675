/** How much is in the document, and in what is selected of it. */

import type { Editor } from "@coscribe/client/editor";
import { DocumentCounter, readingMinutes, type Counts } from "@coscribe/client/features/counts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "@coscribe/client/ui";

/** Attributes of {@link CountsDialog}. */
export interface CountsDialogProps {
  readonly editor: Editor;
  readonly onClose: () => void;
}

const rows: readonly { readonly label: string; readonly of: (counts: Counts) => number }[] = [
  { label: "Words", of: ({ words }) => words },
  { label: "Characters", of: ({ characters }) => characters },
  { label: "Characters without spaces", of: (counts) => counts.charactersWithoutSpaces },
  { label: "Paragraphs", of: ({ paragraphs }) => paragraphs },
];

/** See the head of this file. What it shows is that of the moment in which it was opened. */
export function CountsDialog({ editor, onClose }: CountsDialogProps): JSX.Element {
  const [{ all, selected }] = useState(() => {
    const counter = new DocumentCounter();
    const { state } = editor.view;
    return { all: counter.countsOf(state.doc), selected: counter.countsOfSelection(state) };
  });
  return (
    <Dialog title="Word count" class="coscribe-dialog-narrow" onClose={onClose}>
      {() => (
        <table class="counts">
          {selected === undefined ? undefined : (
            <thead>
              <tr>
                <td />
                <th scope="col">Selected</th>
                <th scope="col">Document</th>
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map(({ label, of }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {selected === undefined ? undefined : <td>{of(selected).toLocaleString("en")}</td>}
                <td>{of(all).toLocaleString("en")}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">Time to read</th>
              {selected === undefined ? undefined : <td>{minutes(selected)}</td>}
              <td>{minutes(all)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

function minutes(counts: Counts): string {
  const count = readingMinutes(counts);
  return count < 60 ? `${count} min` : `${Math.floor(count / 60)} h ${count % 60} min`;
}
