/** An editor with its tools, and with what is to be said about it, as a part of somebody's page. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Connection } from "../connection.ts";
import type { Editor } from "../editor/index.ts";
import { ShortcutsDialog } from "../ui/help/shortcuts-dialog.tsx";
import { LinkEditor } from "../ui/link/link-editor.tsx";
import type { MenusHandle } from "../ui/menus/editor-menus.tsx";
import { insertions } from "../ui/menus/insertions.ts";
import { useWords } from "../ui/messages/use-words.ts";
import { Banner } from "../ui/parts/banner.tsx";
import { Toast, type ToastMessage } from "../ui/parts/toast.tsx";
import { TooltipLayer } from "../ui/parts/tooltip-layer.tsx";
import { useLate } from "../ui/parts/use-late.ts";
import { useObserved } from "../ui/parts/use-observed.ts";
import { FollowBar } from "../ui/people/follow-bar.tsx";
import { People } from "../ui/people/people.tsx";
import { useFollowing } from "../ui/people/use-following.ts";
import { usePeople } from "../ui/people/use-people.ts";
import type { Phase } from "../ui/status/phase.ts";
import { AccessBadge } from "../ui/status/access-badge.tsx";
import { refusalFor } from "../ui/status/refusal.ts";
import { SaveIndicator } from "../ui/status/save-indicator.tsx";
import { textOf } from "../ui/status/text-of.ts";
import { mayWrite, useAccess } from "../ui/status/use-access.ts";
import { usePhase } from "../ui/status/use-phase.ts";
import { listenForInterfaceKeys } from "../ui/toolbar/interface-keys.ts";
import { focusToolbar, Toolbar } from "../ui/toolbar/toolbar.tsx";
import { takesMarks } from "../ui/toolbar/tools.ts";
import { useSummary } from "../ui/toolbar/use-summary.ts";
import { EditorPlace } from "./editor-place.tsx";

/** Attributes of {@link EmbedFrame}. */
export interface EmbedFrameProps {
  readonly connection: Connection;
  readonly isReadOnly: boolean;
  readonly hidesPeople: boolean;
  readonly label: string | undefined;
  /** Called with the editor, and with undefined when it goes. */
  readonly onEditorChange: (editor: Editor | undefined) => void;
}

/** See the head of this file. */
export function EmbedFrame(props: EmbedFrameProps): JSX.Element {
  const { connection } = props;
  const words = useWords();
  const access = useAccess(connection)?.access;
  const isReadOnly = props.isReadOnly || !mayWrite(access);
  const frame = useRef<HTMLDivElement>(null);
  const phase = usePhase(connection);
  const [editor, setEditor] = useState<Editor>();
  const summary = useSummary(editor);
  const [panel, setPanel] = useState<"link" | "shortcuts">();
  const [message, setMessage] = useState<ToastMessage>();
  const isOfNewerVersion = summary?.isOfNewerVersion === true;
  const canEdit = phase.type === "open" && !isReadOnly && !isOfNewerVersion;
  const sayCopyFailed = (): void => setMessage({ text: words.say("failure.copy") });
  const editLink = (): void => setPanel("link");
  const close = (): void => setPanel(undefined);
  // Later than the text; without them it can still be written.
  const menus = useLate(
    () => import("../ui/menus/editor-menus.tsx"),
    editor !== undefined && phase.type === "open",
    () => undefined,
  );
  const [menusHandle, setMenusHandle] = useState<MenusHandle>();

  // With the drawing and not after it: a key would be typed into a text that is refused already.
  useLayoutEffect(() => editor?.setReadOnly(!canEdit), [canEdit, editor]);
  useLayoutEffect(() => {
    if (frame.current === null) return undefined;
    const root = frame.current;
    return listenForInterfaceKeys(root, {
      showShortcuts: () => setPanel("shortcuts"),
      focusToolbar: () => focusToolbar(root),
      editLink: () => {
        if (canEdit && editor !== undefined && takesMarks(editor.state)) setPanel("link");
      },
    });
  }, [canEdit, editor]);

  return (
    <div ref={frame} class="coscribe-frame" aria-busy={phase.type === "connecting"}>
      <div class="coscribe-frame-bar">
        {isReadOnly ? undefined : (
          <Toolbar
            editor={editor}
            summary={summary}
            isEditable={canEdit}
            onEditLink={editLink}
            {...(menusHandle !== undefined && {
              insertions,
              onInsert: menusHandle.insert,
              onBlockMenu: menusHandle.openBlockMenu,
            })}
          />
        )}
        {props.hidesPeople ? undefined : <PeopleHere connection={connection} editor={editor} />}
        <SaveIndicator
          connection={connection}
          phase={phase}
          text={() => textOf(editor)}
          onCopyFailure={sayCopyFailed}
        />
        <AccessBadge access={access} />
      </div>
      {phase.type === "refused" ? <Refused connection={connection} refused={phase} /> : undefined}
      {isOfNewerVersion ? (
        <Banner title={words.say("newerVersion.title")}>
          <p>{words.say("newerVersion.advice")}</p>
        </Banner>
      ) : undefined}
      <EditorPlace
        connection={connection}
        label={props.label}
        isHidden={phase.type === "connecting" || (phase.type === "refused" && !phase.hasContent)}
        onNotice={(text) => setMessage({ text })}
        onChange={(mounted) => {
          setEditor(mounted);
          props.onEditorChange(mounted);
        }}
      />
      {panel === "link" && canEdit && editor !== undefined ? (
        <LinkEditor editor={editor} onClose={close} />
      ) : undefined}
      {panel === "shortcuts" ? (
        <ShortcutsDialog tools={editor?.tools ?? []} onClose={close} />
      ) : undefined}
      {menus !== undefined && editor !== undefined ? (
        <menus.EditorMenus
          editor={editor}
          connection={connection}
          onEditLink={editLink}
          onReady={setMenusHandle}
        />
      ) : undefined}
      <Toast message={message} onGone={() => setMessage(undefined)} />
      <TooltipLayer />
    </div>
  );
}

/** Nothing while nobody is to be seen. */
function PeopleHere(props: {
  readonly connection: Connection;
  readonly editor: Editor | undefined;
}): JSX.Element | null {
  const following = useFollowing(props.connection, props.editor);
  if (usePeople(props.connection).length === 0) return null;
  return (
    <div class="coscribe-frame-people">
      <People connection={props.connection} following={following} />
      <FollowBar followed={following.followed} onStop={following.stop} />
    </div>
  );
}

function Refused(props: {
  readonly connection: Connection;
  readonly refused: Extract<Phase, { type: "refused" }>;
}): JSX.Element {
  const { code, reason, hasContent } = props.refused;
  const words = useWords();
  const isKeptOnDevice = useObserved(
    props.connection,
    (source, listener) => source.on("saveStatus", listener),
    ({ saveStatus }) => saveStatus.state === "refused" && saveStatus.isKeptOnDevice,
  );
  const { title, advice } = refusalFor(words, code, { hasContent, isKeptOnDevice, reason });
  return (
    <Banner title={title}>
      <p>{advice}</p>
      <p class="coscribe-banner-reason">
        {words.split("refused.answer", {
          reason: <bdi>{reason || words.say("refused.noReason")}</bdi>,
          code: String(code),
        })}
      </p>
    </Banner>
  );
}
