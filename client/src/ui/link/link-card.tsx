/**
 * A small card at the link that the caret is in or the mouse rests on: where it leads, and what can be done
 * with it. Alt-F10 leads into it, Escape closes it.
 */

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { TextSelection } from "prosemirror-state";
import type { Editor } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { copyText } from "../parts/copy-text.ts";
import { Icon } from "../parts/icon.tsx";
import { keepInPlace } from "../parts/place.ts";
import { placeOfText } from "../parts/text-place.ts";
import { ToolButton } from "../toolbar/tool-button.tsx";
import { useRovingFocus } from "../toolbar/use-roving-focus.ts";
import type { LinkedText } from "./link-range.ts";
import { watchLinks } from "./watch-links.ts";

/** Attributes of {@link LinkCard}. */
export interface LinkCardProps {
  readonly editor: Editor;
  readonly onEditLink: () => void;
}

/** See the head of this file. */
export function LinkCard({ editor, onEditLink }: LinkCardProps): JSX.Element | null {
  const [link, setLink] = useState<LinkedText>();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      watchLinks(editor, {
        onLink: setLink,
        isInCard: (element) => panel.current?.contains(element) === true,
      }),
    [editor],
  );
  if (link === undefined) return null;
  return (
    <Card
      key={`${link.from} ${link.href}`}
      editor={editor}
      link={link}
      panel={panel}
      onEditLink={onEditLink}
      onClose={() => setLink(undefined)}
    />
  );
}

function Card(
  props: LinkCardProps & {
    readonly link: LinkedText;
    readonly panel: { current: HTMLDivElement | null };
    readonly onClose: () => void;
  },
): JSX.Element {
  const { editor, link, panel, onClose } = props;
  const { view } = editor;
  const words = useWords();
  const [tabStop, setTabStop] = useState("openLink");
  const [isCopied, setIsCopied] = useState(false);
  const roving = useRovingFocus(() => {
    onClose();
    editor.focus();
  }, setTabStop);

  useLayoutEffect(() => {
    const box = panel.current;
    if (box === null) return undefined;
    box.showPopover();
    return keepInPlace(
      box,
      placeOfText(view, () => link),
      "start",
    );
  }, []);

  /** Puts the caret into the link, which is what commands for links are about. */
  const withLink = (action: () => void) => (): void => {
    const { doc, tr } = view.state;
    onClose();
    if (link.to > doc.content.size) return;
    view.dispatch(tr.setSelection(TextSelection.create(doc, link.from)));
    editor.focus();
    action();
  };
  const copy = async (): Promise<void> => setIsCopied(await copyText(link.href));
  const button = (id: string, label: string, icon: string, onPress: () => void): JSX.Element => (
    <ToolButton tool={id} label={label} isPossible isTabStop={tabStop === id} onPress={onPress}>
      <Icon name={icon} />
    </ToolButton>
  );

  return (
    <div
      ref={panel}
      class="coscribe-popover coscribe-floating coscribe-link-card"
      popover="manual"
      role="toolbar"
      aria-label={words.say("link.label")}
      {...roving}
    >
      <a
        class="coscribe-link-target"
        data-tool="openLink"
        tabIndex={tabStop === "openLink" ? 0 : -1}
        href={link.href}
        target="_blank"
        rel="noopener noreferrer"
        data-tip={words.say("link.openInNewTab")}
        dir="ltr"
      >
        <Icon name="externalLink" />
        <span>{shortened(link.href)}</span>
      </a>
      {button(
        "copyLink",
        words.say(isCopied ? "copied" : "link.copy"),
        isCopied ? "check" : "copy",
        () => void copy(),
      )}
      {editor.state.isReadOnly ? undefined : (
        <>
          {button("editLink", words.say("link.edit"), "pencil", withLink(props.onEditLink))}
          {button(
            "removeLink",
            words.say("link.removeLink"),
            "unlink",
            withLink(() => editor.run({ type: "removeLink" })),
          )}
        </>
      )}
    </div>
  );
}

/** What tells addresses apart. */
function shortened(href: string): string {
  return href.replace(/^(https?:\/\/(www\.)?|mailto:)/i, "").replace(/\/$/, "");
}
