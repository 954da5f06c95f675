/**
 * One document: it shows the text as soon as there is one, from this device or from the server, and
 * lets it be edited from then on, connected or not.
 */

import type { Editor } from "@coscribe/client/editor";
import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Preferences } from "../preferences.ts";
import { Toast, type ToastMessage } from "../ui/toast.tsx";
import { useLate } from "../ui/use-late.ts";
import type { FindRequest } from "./find/find-bar.tsx";
import { DocumentHeader } from "./header/document-header.tsx";
import type { PanelName } from "./dialogs/document-panels.tsx";
import type { OpenDocument } from "./open-document.ts";
import { useOutline } from "./outline/use-outline.ts";
import { listenForPageKeys } from "./page-keys.ts";
import type { Phase } from "./phase.ts";
import { showReading } from "./reading/show-reading.ts";
import { useReading } from "./reading/use-reading.ts";
import { Skeleton } from "./skeleton.tsx";
import { Text } from "./text.tsx";
import { useOwnUser } from "./use-own-user.ts";
import { usePhase } from "./use-phase.ts";
import { useSummary } from "./use-summary.ts";
import { ToolbarPlace } from "./toolbar-place.tsx";

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
const stillLoading = "This part of the page is still loading. Please try again in a moment.";

/** See the head of this file. */
export function DocumentView({ opened, preferences }: DocumentViewProps): JSX.Element {
  const { connection } = opened;
  const phase = usePhase(connection);
  const [editor, setEditor] = useState<Editor>();
  const summary = useSummary(editor);
  const user = useOwnUser(preferences);
  const [panel, setPanel] = useState<PanelName>();
  const [find, setFind] = useState<FindRequest>();
  const reading = useReading(preferences);
  const outline = useOutline(preferences);
  const [isWelcoming, setIsWelcoming] = useState(opened.isFirstVisit);
  const [message, setMessage] = useState<ToastMessage>();
  const [hasLateFailed, setHasLateFailed] = useState(false);
  const late = useLate(loadLatePart, true, () => setHasLateFailed(true));

  const isOfNewerVersion = summary?.isOfNewerVersion === true;
  const canEdit = phase.type === "open" && !isOfNewerVersion;
  const say = (what: string): void => setMessage({ text: what });
  const sayMissing = (): void => say(hasLateFailed ? loadFailure : stillLoading);
  const sayLoadFailed = (): void => say(loadFailure);
  const sayCopyFailed = (): void => say(copyFailure);
  const editSelf = (): void => {
    setIsWelcoming(false);
    setPanel("profile");
  };

  useLayoutEffect(() => showReading(document.documentElement, reading), [reading]);

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
        showShortcuts: () => (late === undefined ? sayMissing() : setPanel("shortcuts")),
        focusToolbar: () => (late === undefined ? sayMissing() : late.focusToolbar()),
        editLink: () => {
          // What is typed right after the key that opens it must not end up in the text.
          if (late === undefined) sayMissing();
          else if (canEdit && editor !== undefined && late.takesMarks(editor.state))
            setPanel("link");
        },
        find: (action) => (late === undefined ? sayMissing() : setFind({ action })),
        showCounts: () => (late === undefined ? sayMissing() : setPanel("counts")),
        // Its answer disturbs nobody who goes on typing, so it may take as long as the part does.
        checkSaved: () =>
          void loadLatePart()
            .then((part) => part.checkSaved(connection, canEdit))
            .then(say, () => say(loadFailure)),
      }),
    [canEdit, editor, late, hasLateFailed],
  );

  return (
    <>
      <SkipLink editor={editor} />
      <header class="chrome">
        <DocumentHeader
          name={connection.name}
          state={
            late && (
              <late.SaveIndicator
                connection={connection}
                phase={phase}
                text={() => late.textOf(editor)}
                onCopyFailure={sayCopyFailed}
              />
            )
          }
          end={
            late && (
              <late.HeaderEnd
                connection={connection}
                preferences={preferences}
                onEditSelf={editSelf}
                hasOutline={outline.isShown}
                onToggleOutline={outline.toggle}
                onFind={() => setFind({ action: "find" })}
                onShowCounts={() => setPanel("counts")}
                onShowShortcuts={() => setPanel("shortcuts")}
                onCopyFailure={sayCopyFailed}
              />
            )
          }
        />
        {late === undefined ? (
          <ToolbarPlace hasFailed={hasLateFailed} />
        ) : (
          <late.Toolbar
            editor={editor}
            summary={summary}
            isEditable={canEdit}
            controls={textId}
            onEditLink={() => setPanel("link")}
          />
        )}
        {late && editor !== undefined && find !== undefined ? (
          <late.FindBar
            editor={editor}
            isEditable={canEdit}
            request={find}
            onSay={say}
            onClose={() => setFind(undefined)}
            onFailure={sayLoadFailed}
          />
        ) : undefined}
      </header>
      {late && editor !== undefined && outline.isShown ? (
        <late.OutlinePlace
          editor={editor}
          isAbove={outline.isAbove}
          onClose={outline.toggle}
          onFailure={sayLoadFailed}
        />
      ) : undefined}
      <main class="surface" aria-busy={phase.type === "connecting"}>
        {late && phase.type === "refused" ? (
          <late.RefusedBanner
            connection={connection}
            refused={phase}
            text={() => late.textOf(editor)}
            onCopyFailure={sayCopyFailed}
          />
        ) : undefined}
        {late && isOfNewerVersion ? <late.NewerVersionBanner /> : undefined}
        {late && (
          <late.Conversion
            connection={connection}
            isEmpty={hasContent(phase) && summary?.isEmpty === true}
            canEdit={canEdit}
            onDone={(words) => {
              say(words);
              editor?.focus();
            }}
            onFailure={sayLoadFailed}
          />
        )}
        {phase.type === "connecting" ? <Skeleton /> : undefined}
        <Text
          id={textId}
          connection={connection}
          isHidden={!hasContent(phase)}
          onMounted={setEditor}
        />
      </main>
      {late && isWelcoming && user !== undefined ? (
        <late.WelcomeCard user={user} onEdit={editSelf} onDismiss={() => setIsWelcoming(false)} />
      ) : undefined}
      <Toast message={message} onGone={() => setMessage(undefined)} />
      {late && (
        <late.DocumentPanels
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
      )}
      {late && editor !== undefined ? (
        <late.FocusMode editor={editor} isWanted={reading.isFocused} onFailure={sayLoadFailed} />
      ) : undefined}
      {late && <late.TooltipLayer />}
    </>
  );
}

async function loadLatePart(): Promise<typeof import("./late-part.ts")> {
  return import("./late-part.ts");
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
