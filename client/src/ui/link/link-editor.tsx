/**
 * Sets, changes, opens or removes the link at the caret, in a popover beside the selected text. It
 * is shown as long as it is rendered. Without a selection it also asks for the text of the link.
 */

import type { Editor } from "../../editor/index.ts";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { keepInPlace } from "../parts/place.ts";
import { placeOfText } from "../parts/text-place.ts";
import { readLinkAddress, type LinkProblem } from "./link-address.ts";
import { showLinkTarget } from "./link-target.ts";

/** Attributes of {@link LinkEditor}. */
export interface LinkEditorProps {
  readonly editor: Editor;
  /** Called once it has closed, however that came about; the owner then stops rendering it. */
  readonly onClose: () => void;
}

/** See the head of this file. */
export function LinkEditor({ editor, onClose }: LinkEditorProps): JSX.Element {
  const words = useWords();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const addressField = useRef<HTMLInputElement>(null);
  const textField = useRef<HTMLInputElement>(null);
  const [current] = useState(() => editor.state.link);
  const [needsText] = useState(() => current === undefined && editor.view.state.selection.empty);
  const [problem, setProblem] = useState<LinkProblem>();

  useLayoutEffect(() => {
    const box = panel.current;
    if (box === null) return undefined;
    box.showPopover();
    const leavePlace = keepInPlace(
      box,
      placeOfText(editor.view, () => editor.view.state.selection),
      "start",
      () => addressField.current?.select(),
    );
    const hideTarget = showLinkTarget(editor);
    return () => {
      leavePlace();
      hideTarget();
    };
  }, []);

  const close = (): void => {
    panel.current?.hidePopover();
    editor.focus();
  };
  const save = (event: Event): void => {
    event.preventDefault();
    const address = readLinkAddress(addressField.current?.value ?? "");
    if (address.type === "problem") {
      setProblem(address.problem);
      addressField.current?.focus();
      return;
    }
    const text = textField.current?.value.trim();
    editor.run({ type: "setLink", href: address.href, ...(text && { text }) });
    close();
  };
  const remove = (): void => {
    editor.run({ type: "removeLink" });
    close();
  };

  return (
    <div
      ref={panel}
      class="coscribe-popover coscribe-link-editor"
      popover="auto"
      role="dialog"
      aria-label={words.say("link.label")}
      onToggle={(event) => {
        if (event.newState === "closed") onClose();
      }}
    >
      <form noValidate onSubmit={save}>
        {needsText ? (
          <>
            <label for={`${id}-text`}>{words.say("link.text")}</label>
            <input
              ref={textField}
              id={`${id}-text`}
              class="coscribe-field"
              type="text"
              dir="auto"
            />
          </>
        ) : undefined}
        <label for={`${id}-address`}>{words.say("link.address")}</label>
        <input
          ref={addressField}
          id={`${id}-address`}
          class="coscribe-field"
          type="text"
          inputMode="url"
          dir="ltr"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="done"
          placeholder={words.say("link.example")}
          defaultValue={current ?? ""}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-problem`}
          onInput={() => setProblem(undefined)}
        />
        <p id={`${id}-problem`} class="coscribe-problem" role="status">
          {problem && words.say(`link.${problem}`)}
        </p>
        <div class="coscribe-link-actions">
          {current === undefined ? undefined : <CurrentLink href={current} onRemove={remove} />}
          <button type="submit" class="coscribe-button coscribe-button-primary">
            {words.say(current === undefined ? "link.add" : "link.save")}
          </button>
        </div>
      </form>
    </div>
  );
}

function CurrentLink(props: { readonly href: string; readonly onRemove: () => void }): JSX.Element {
  const words = useWords();
  return (
    <>
      <a
        class="coscribe-icon-button"
        href={props.href}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={words.say("link.openInNewTab")}
        data-tip={words.say("link.open")}
      >
        <Icon name="externalLink" />
      </a>
      <IconButton
        icon="unlink"
        label={words.say("link.removeLink")}
        tip={words.say("link.remove")}
        onClick={props.onRemove}
      />
    </>
  );
}
