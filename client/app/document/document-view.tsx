/**
 * One document: it shows the text as soon as there is one, from this device or from the server, and
 * lets it be edited from then on, connected or not.
 */

import type { Editor } from "@coscribe/client/editor";
import {
  listenForInterfaceKeys,
  loadWords,
  mayWrite,
  type MenusHandle,
  type Phase,
  Toast,
  type ToastMessage,
  useAccess,
  useLate,
  usePhase,
  useSummary,
  WordsContext,
} from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { useFrameWords } from "../messages/use-frame-words.ts";
import { useInterfaceWords, useLoadedPageWords } from "../messages/use-loaded-words.ts";
import { PageWordsContext } from "../messages/use-page-words.ts";
import type { Preferences } from "../preferences.ts";
import type { FindRequest } from "./find/find-bar.tsx";
import { DocumentHeader } from "./header/document-header.tsx";
import type { PanelName } from "./dialogs/document-panels.tsx";
import { pageTitle } from "../page-title.ts";
import type { OpenDocument } from "./open-document.ts";
import { useOutline } from "./outline/use-outline.ts";
import { showReading } from "./reading/show-reading.ts";
import { useReading } from "./reading/use-reading.ts";
import { Skeleton } from "./skeleton.tsx";
import { Text } from "./text.tsx";
import { saveUser } from "./save-user.ts";
import { useOwnUser } from "./use-own-user.ts";
import { useResolved } from "./use-resolved.ts";
import { ToolbarPlace } from "./toolbar-place.tsx";

/** Attributes of {@link DocumentView}. */
export interface DocumentViewProps {
  readonly opened: OpenDocument;
  readonly preferences: Preferences;
}

const textId = "text";

/** See the head of this file. */
export function DocumentView({ opened, preferences }: DocumentViewProps): JSX.Element {
  const { connection } = opened;
  const words = useFrameWords();
  const phase = usePhase(connection);
  const [editor, setEditor] = useState<Editor>();
  const summary = useSummary(editor);
  const user = useOwnUser(connection, preferences);
  const [panel, setPanel] = useState<PanelName>();
  const [find, setFind] = useState<FindRequest>();
  const reading = useReading(preferences);
  const outline = useOutline(preferences);
  const [isWelcoming, setIsWelcoming] = useState(opened.isFirstVisit);
  const [message, setMessage] = useState<ToastMessage>();
  const [hasLateFailed, setHasLateFailed] = useState(false);
  const isLateTime = useResolved(opened.lateTime);
  const latePart = useLate(loadLatePart, isLateTime, () => setHasLateFailed(true));
  const pageWords = useLoadedPageWords(isLateTime, () => setHasLateFailed(true));
  const interfaceWords = useInterfaceWords(isLateTime, () => setHasLateFailed(true));
  const hasWords = pageWords !== undefined && interfaceWords !== undefined;
  const late = hasWords ? latePart : undefined;
  // Without them the text can still be written, and the next visit tries again.
  const isMenusTime = late !== undefined && editor !== undefined && hasContent(phase);
  const menus = useLate(loadMenusPart, isMenusTime, () => undefined);
  const [menusHandle, setMenusHandle] = useState<MenusHandle>();

  const isOfNewerVersion = summary?.isOfNewerVersion === true;
  const isUsable = phase.type === "open" && !isOfNewerVersion;
  // Without a network nobody says more than was said before.
  const access = useAccess(connection)?.access ?? preferences.accessOf(connection.name);
  const canEdit = isUsable && mayWrite(access);
  const say = (what: string): void => setMessage({ text: what });
  const sayLoadFailed = (): void => say(words.say("loadFailure"));
  const sayMissing = (): void => say(words.say(hasLateFailed ? "loadFailure" : "stillLoading"));
  const sayCopyFailed = (): void => say(words.say("copyFailure.address"));
  const editSelf = (): void => {
    setIsWelcoming(false);
    setPanel("profile");
  };

  useLayoutEffect(() => showReading(document.documentElement, reading), [reading]);
  const rememberTitle = (title: string | undefined): void => {
    document.title = pageTitle(title ?? connection.name);
    preferences.rememberTitle(connection.name, title);
  };
  const editLink = (): void => setPanel("link");

  // With the drawing and not after it: what is told meanwhile would be missed, a key would be typed
  // into a text that is refused already, and a keyboard shortcut would be the browser's.
  useLayoutEffect(() => {
    editor?.setReadOnly(!canEdit);
    if (canEdit && editor !== undefined) focusIfEmpty(editor);
  }, [canEdit, editor]);
  useLayoutEffect(() => {
    if (isUsable) preferences.rememberDocument(connection.name, Date.now());
  }, [isUsable]);
  useLayoutEffect(
    () => connection.on("copyUnreadable", () => say(words.say("copyUnreadable"))),
    [],
  );
  useLayoutEffect(
    () =>
      listenForInterfaceKeys(document, {
        showShortcuts: () => (late === undefined ? sayMissing() : setPanel("shortcuts")),
        focusToolbar: () => (late === undefined ? sayMissing() : late.focusToolbar(document)),
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
          void Promise.all([loadLatePart(), loadWords([words.language])])
            .then(([part, said]) => part.checkSaved(said, connection, hasContent(phase)))
            .then(say, () => say(words.say("loadFailure"))),
      }),
    [canEdit, editor, late, hasLateFailed, words, phase],
  );

  return (
    <PageWordsContext.Provider value={pageWords}>
      <WordsContext.Provider value={interfaceWords}>
        <SkipLink editor={editor} />
        <header class="chrome">
          <DocumentHeader
            name={connection.name}
            remembered={preferences.titleOf(connection.name)}
            title={
              late && editor !== undefined && hasContent(phase) ? (
                <late.DocumentTitle
                  editor={editor}
                  doc={connection.doc}
                  name={connection.name}
                  isEditable={canEdit}
                  onTitle={rememberTitle}
                />
              ) : undefined
            }
            state={
              late && (
                <>
                  <late.SaveIndicator
                    connection={connection}
                    phase={phase}
                    text={() => late.textOf(editor)}
                    onCopyFailure={sayCopyFailed}
                  />
                  <late.AccessBadge access={access} />
                </>
              )
            }
            end={
              late && (
                <late.HeaderEnd
                  connection={connection}
                  preferences={preferences}
                  editor={editor}
                  onEditSelf={editSelf}
                  hasOutline={outline.isShown}
                  onToggleOutline={outline.toggle}
                  onFind={() => setFind({ action: "find" })}
                  onShowCounts={() => setPanel("counts")}
                  onShare={() => setPanel("share")}
                  onShowShortcuts={() => setPanel("shortcuts")}
                  onCopyFailure={sayCopyFailed}
                  canEdit={canEdit}
                  onSay={say}
                />
              )
            }
          />
          {late === undefined ? (
            <ToolbarPlace hasFailed={hasLateFailed} />
          ) : access !== "write" ? (
            <late.ReadOnlyLine access={access} />
          ) : (
            <late.Toolbar
              editor={editor}
              summary={summary}
              isEditable={canEdit}
              controls={textId}
              onEditLink={editLink}
              {...(menusHandle !== undefined && {
                insertions: late.insertions,
                onInsert: menusHandle.insert,
                onBlockMenu: menusHandle.openBlockMenu,
              })}
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
          {late && (
            <late.Notices
              connection={connection}
              preferences={preferences}
              editor={editor}
              phase={phase}
              isOfNewerVersion={isOfNewerVersion}
              say={say}
              onCopyFailure={sayCopyFailed}
            />
          )}
          {late && (
            <late.Conversion
              connection={connection}
              isEmpty={hasContent(phase) && summary?.isEmpty === true}
              canEdit={canEdit}
              onDone={(said) => {
                say(said);
                editor?.focus();
              }}
              onFailure={sayLoadFailed}
            />
          )}
          {late && canEdit && editor !== undefined && summary !== undefined ? (
            <late.SampleOffer
              key={words.language}
              editor={editor}
              summary={summary}
              onFailure={() => say(words.say("loadFailure"))}
            />
          ) : undefined}
          {phase.type === "connecting" ? <Skeleton /> : undefined}
          <Text
            id={textId}
            connection={connection}
            lateTime={opened.lateTime}
            isHidden={!hasContent(phase)}
            onMounted={setEditor}
            onNotice={say}
          />
          {menus && editor !== undefined ? (
            <menus.DocumentMenus
              editor={editor}
              connection={connection}
              preferences={preferences}
              onEditLink={editLink}
              onReady={setMenusHandle}
            />
          ) : undefined}
        </main>
        {late && isWelcoming && user !== undefined && connection.access?.user === undefined ? (
          <late.WelcomeCard
            user={user}
            editor={editor}
            onEdit={editSelf}
            onDismiss={() => setIsWelcoming(false)}
          />
        ) : undefined}
        <Toast message={message} onGone={() => setMessage(undefined)} />
        {late && (
          <late.DocumentPanels
            panel={panel === "link" && !canEdit ? undefined : panel}
            connection={connection}
            onCopyFailure={sayCopyFailed}
            user={user}
            editor={editor}
            onSaveUser={(changed, hasChosenColor) => saveUser(preferences, changed, hasChosenColor)}
            onClose={() => setPanel(undefined)}
            onFailure={() => {
              setPanel(undefined);
              say(words.say("loadFailure"));
            }}
          />
        )}
        {late && editor !== undefined ? (
          <late.FocusMode editor={editor} isWanted={reading.isFocused} onFailure={sayLoadFailed} />
        ) : undefined}
        {late && <late.TooltipLayer />}
      </WordsContext.Provider>
    </PageWordsContext.Provider>
  );
}

async function loadLatePart(): Promise<typeof import("./late-part.ts")> {
  return import("./late-part.ts");
}

async function loadMenusPart(): Promise<typeof import("./menus-part.ts")> {
  return import("./menus-part.ts");
}

function SkipLink({ editor }: { readonly editor: Editor | undefined }): JSX.Element {
  const words = useFrameWords();
  const skip = (event: Event): void => {
    event.preventDefault();
    editor?.view.dom.focus();
  };
  return (
    <a class="skip-link" href={`#${textId}`} onClick={skip}>
      {words.say("document.skip")}
    </a>
  );
}

function hasContent(phase: Phase): boolean {
  return phase.type === "refused" ? phase.hasContent : phase.type !== "connecting";
}

/** A new document is opened to write in it; on a touch screen that would bring up the keyboard. */
function focusIfEmpty(editor: Editor): void {
  const isTouched = matchMedia("(pointer: coarse)").matches;
  const isFree = document.activeElement === document.body && !isTouched;
  if (isFree && editor.state.isEmpty) editor.focus();
}
