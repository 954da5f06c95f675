/**
 * One document: it shows the text as soon as there is one, from this device or from the server, and
 * lets it be edited from then on, connected or not.
 */

import type { Editor } from "@coscribe/client/editor";
import { blocksFromNodes, plainText } from "@coscribe/shared/schema";
import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Preferences } from "../preferences.ts";
import { focusToolbar, Toolbar } from "../toolbar/toolbar.tsx";
import { takesMarks } from "../toolbar/tools.ts";
import { Toast, type ToastMessage } from "../ui/toast.tsx";
import { useLate } from "../ui/use-late.ts";
import { DocumentHeader } from "./header/document-header.tsx";
import { DocumentPanels, type PanelName } from "./dialogs/document-panels.tsx";
import { Conversion } from "./conversion/conversion.tsx";
import type { OpenDocument } from "./open-document.ts";
import { listenForPageKeys } from "./page-keys.ts";
import type { Phase } from "./phase.ts";
import { checkSaved } from "./saving/save-check.ts";
import { Skeleton } from "./skeleton.tsx";
import { Text } from "./text.tsx";
import { useOwnUser } from "./use-own-user.ts";
import { usePhase } from "./use-phase.ts";
import { useSummary } from "./use-summary.ts";
import { WelcomeCard } from "./dialogs/welcome-card.tsx";

/** Attributes of {@link DocumentView}. */
export interface DocumentViewProps {
  readonly opened: OpenDocument;
  readonly preferences: Preferences;
}

const textId = "text";
const copyFailure =
  "The browser did not allow copying. Please copy the address from its address bar.";
const copyUnreadable =
  "This device has lost a part of its copy. What could be read is here; the rest is set aside under all documents.";
const loadFailure = "This part of the page could not be loaded. Please try again.";

/** See the head of this file. */
export function DocumentView({ opened, preferences }: DocumentViewProps): JSX.Element {
  const { connection } = opened;
  const phase = usePhase(connection);
  const [editor, setEditor] = useState<Editor>();
  const summary = useSummary(editor);
  const user = useOwnUser(preferences);
  const [panel, setPanel] = useState<PanelName>();
  const [isWelcoming, setIsWelcoming] = useState(opened.isFirstVisit);
  const [message, setMessage] = useState<ToastMessage>();
  const late = useLate(
    () => import("./late-part.ts"),
    true,
    () => setMessage({ text: loadFailure }),
  );

  const isOfNewerVersion = summary?.isOfNewerVersion === true;
  const canEdit = phase.type === "open" && !isOfNewerVersion;
  const text = (): string => (editor === undefined ? "" : textOf(editor));
  const say = (what: string): void => setMessage({ text: what });
  const sayCopyFailed = (): void => say(copyFailure);
  const editSelf = (): void => {
    setIsWelcoming(false);
    setPanel("profile");
  };

  // With the drawing and not after it: what is told meanwhile would be missed, a key would be typed
  // into a text that is refused already, and a keyboard shortcut would be the browser's.
  useLayoutEffect(() => {
    if (canEdit) preferences.rememberDocument(connection.name, Date.now());
    editor?.setReadOnly(!canEdit);
    if (canEdit && editor !== undefined) focusIfEmpty(editor);
  }, [canEdit, editor]);
  useLayoutEffect(() => connection.on("copyUnreadable", () => say(copyUnreadable)), []);
  useLayoutEffect(
    () =>
      listenForPageKeys({
        showShortcuts: () => setPanel("shortcuts"),
        focusToolbar,
        editLink: () => {
          // What is typed right after the key that opens it must not end up in the text.
          if (late === undefined) return;
          if (canEdit && editor !== undefined && takesMarks(editor.state)) setPanel("link");
        },
        checkSaved: () => void checkSaved(connection, canEdit).then(say),
      }),
    [canEdit, editor, late],
  );

  return (
    <>
      <SkipLink editor={editor} />
      <header class="chrome">
        <DocumentHeader
          connection={connection}
          phase={phase}
          preferences={preferences}
          text={text}
          onEditSelf={editSelf}
          onShowShortcuts={() => setPanel("shortcuts")}
          onCopyFailure={sayCopyFailed}
        />
        <Toolbar
          editor={editor}
          summary={summary}
          isEditable={canEdit}
          controls={textId}
          canEditLink={late !== undefined}
          onEditLink={() => setPanel("link")}
        />
      </header>
      <main class="surface" aria-busy={phase.type === "connecting"}>
        {phase.type === "refused" && late !== undefined ? (
          <late.RefusedBanner
            connection={connection}
            refused={phase}
            text={text}
            onCopyFailure={sayCopyFailed}
          />
        ) : undefined}
        {isOfNewerVersion && late !== undefined ? <late.NewerVersionBanner /> : undefined}
        <Conversion
          connection={connection}
          isEmpty={hasContent(phase) && summary?.isEmpty === true}
          canEdit={canEdit}
          onDone={(words) => {
            say(words);
            editor?.focus();
          }}
          onFailure={() => say(loadFailure)}
        />
        {phase.type === "connecting" ? <Skeleton /> : undefined}
        <Text
          id={textId}
          connection={connection}
          isHidden={!hasContent(phase)}
          onMounted={setEditor}
        />
      </main>
      {isWelcoming && user !== undefined ? (
        <WelcomeCard user={user} onEdit={editSelf} onDismiss={() => setIsWelcoming(false)} />
      ) : undefined}
      <Toast message={message} onGone={() => setMessage(undefined)} />
      <DocumentPanels
        LinkEditor={late?.LinkEditor}
        panel={panel === "link" && !canEdit ? undefined : panel}
        user={user}
        editor={editor}
        onSaveUser={(changed) => {
          preferences.user = changed;
        }}
        onClose={() => setPanel(undefined)}
        onFailure={() => {
          setPanel(undefined);
          say(loadFailure);
        }}
      />
    </>
  );
}

function SkipLink({ editor }: { readonly editor: Editor | undefined }): JSX.Element {
  const skip = (event: Event): void => {
    event.preventDefault();
    editor?.view.dom.focus();
  };
  return (
    <a class="skip-link" href={`#${textId}`} onClick={skip}>
      Skip to the text
    </a>
  );
}

function hasContent(phase: Phase): boolean {
  return phase.type === "refused" ? phase.hasContent : phase.type !== "connecting";
}

/** A new document is opened to write in it; on a touch screen that would bring up the keyboard. */
function focusIfEmpty(editor: Editor): void {
  const isFree = document.activeElement === document.body && matchMedia("(pointer: fine)").matches;
  if (isFree && editor.state.isEmpty) editor.focus();
}

function textOf(editor: Editor): string {
  return plainText(blocksFromNodes(editor.view.state.doc.content));
}
