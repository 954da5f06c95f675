/**
 * Finds and replaces in the text, in a bar beside it that leaves everything else usable. It can be typed
 * into as soon as it is drawn: what finds comes after it.
 */

import type { Editor, FindAction } from "@coscribe/client/editor";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "@coscribe/client/ui";
import { usePageWords } from "../../messages/use-page-words.ts";
import { FindField } from "./find-field.tsx";
import { replacedInWords } from "./find-words.ts";
import { FindButton } from "./find-button.tsx";
import { ReplaceRow } from "./replace-row.tsx";
import { useFinder } from "./use-finder.ts";

/** What a key or a menu asked for; each time another object. */
export interface FindRequest {
  readonly action: FindAction;
}

/** Attributes of {@link FindBar}. */
export interface FindBarProps {
  readonly editor: Editor;
  readonly isEditable: boolean;
  readonly request: FindRequest;
  /** Tells what was replaced. */
  readonly onSay: (words: string) => void;
  readonly onClose: () => void;
  /** What finds could not be loaded. */
  readonly onFailure: () => void;
}

/** See the head of this file. */
export function FindBar(props: FindBarProps): JSX.Element {
  const { editor, isEditable, request, onSay, onClose, onFailure } = props;
  const words = usePageWords();
  const { finder, state } = useFinder(editor, onFailure);
  const field = useRef<HTMLInputElement>(null);
  /** What was typed before there was a finder. */
  const [early, setEarly] = useState<string>();
  const [selecting, setSelecting] = useState({});
  const [isReplacing, setIsReplacing] = useState(request.action === "replace");
  const [template, setTemplate] = useState("");

  // With the drawing: the next key is meant for the field.
  useLayoutEffect(() => {
    if (request.action === "replace") setIsReplacing(true);
    if (finder?.state.isOpen !== true) {
      field.current?.focus();
      finder?.open();
      if (early !== undefined) finder?.find({ text: early });
    } else if (request.action === "next" || request.action === "previous") {
      finder.go(request.action === "next" ? 1 : -1);
      return;
    } else {
      if (editor.view.hasFocus()) finder.open();
      field.current?.focus();
    }
    if (early === undefined) setSelecting({});
  }, [finder, request]);
  // Once the field shows what is looked for.
  useLayoutEffect(() => field.current?.select(), [selecting]);
  useLayoutEffect(() => () => finder?.close(), [finder]);

  const close = (): void => {
    onClose();
    editor.focus();
  };
  const replaceAll = (): void => {
    if (finder !== undefined) onSay(replacedInWords(words, finder.replaceAll(template)));
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    close();
  };

  return (
    <div class="find-bar" role="search" aria-label={words.say("find.label")} onKeyDown={handleKey}>
      <FindButton
        class="find-more"
        label={words.say("find.replace")}
        isOn={isReplacing}
        isDisabled={!isEditable}
        expands
        onPress={() => setIsReplacing(!isReplacing)}
      >
        <Icon name="replace" />
      </FindButton>
      <FindField
        field={field}
        text={state?.isOpen === true ? state.query.text : (early ?? "")}
        state={state}
        onType={(text) => (finder === undefined ? setEarly(text) : finder.find({ text }))}
        onChange={(change) => finder?.find(change)}
        onGo={(direction) => finder?.go(direction)}
      />
      <FindButton class="find-close" label={words.say("find.close")} shortcut="Esc" onPress={close}>
        <Icon name="x" />
      </FindButton>
      {isReplacing && isEditable ? (
        <ReplaceRow
          template={template}
          isExpression={state?.query.isExpression === true}
          isPossible={state !== undefined && state.count > 0}
          isComplete={state?.isComplete === true}
          onType={setTemplate}
          onReplace={() => finder?.replace(template)}
          onReplaceAll={replaceAll}
        />
      ) : undefined}
    </div>
  );
}
