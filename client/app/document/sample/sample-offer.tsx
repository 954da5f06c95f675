/** Offers an example in an empty document, to whoever does not write at once. */

import type { Editor, EditorSummary } from "@coscribe/client/editor";
import { useLate } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { usePageWords } from "../../messages/use-page-words.ts";
import type { Sample } from "./insert-sample.ts";
import { sampleFragment } from "./sample-fragment.ts";

/** Attributes of {@link SampleOffer}. */
export interface SampleOfferProps {
  readonly editor: Editor;
  readonly summary: EditorSummary;
  /** The example could not be loaded. */
  readonly onFailure: () => void;
}

/** See the head of this file. An address that asks for the example has it inserted. */
export function SampleOffer(props: SampleOfferProps): JSX.Element | null {
  const { editor, summary, onFailure } = props;
  const words = usePageWords();
  const [isWanted, setIsWanted] = useState(() => location.hash === sampleFragment);
  const sample = useLate(() => loadSample(words.language), isWanted, onFailure);
  const canInsert = summary.isEmpty && !summary.isReadOnly;

  useEffect(() => {
    if (sample === undefined || !isWanted || !canInsert) return;
    setIsWanted(false);
    // Reloading the page later is not to be taken for another wish.
    if (location.hash === sampleFragment)
      history.replaceState(history.state, "", location.pathname);
    sample.insert(editor);
    editor.focus();
  }, [sample, isWanted, canInsert]);

  if (!canInsert || isWanted) return null;
  return (
    <p class="sample-offer">
      {words.say("sample.offer")}{" "}
      <button type="button" class="sample-button" onClick={() => setIsWanted(true)}>
        {words.say("sample.insert")}
      </button>
    </p>
  );
}

async function loadSample(language: string): Promise<Sample> {
  return (await import("./insert-sample.ts")).loadSample(language);
}
