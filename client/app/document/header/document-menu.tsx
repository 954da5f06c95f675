/** What is done with the whole document, and help. */

import { focusMenu, Icon, Menu, usePopover, type MenuItem } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import type { DownloadFormat } from "../exchange/download.ts";
import { usePageWords } from "../../messages/use-page-words.ts";

/** Attributes of {@link DocumentMenu}. */
export interface DocumentMenuProps {
  readonly onFind: () => void;
  readonly onShowCounts: () => void;
  readonly onShare: () => void;
  readonly onShowShortcuts: () => void;
  readonly onDownload: (format: DownloadFormat) => void;
  /** Undefined where nothing may be written. */
  readonly onImport: (() => void) | undefined;
}

const items = [
  { id: "share", label: "share.title", icon: "link" },
  { id: "find", label: "find.label", icon: "search", shortcut: "Mod-F" },
  { id: "counts", label: "counts.title", icon: "hash", shortcut: "Mod-Shift-C" },
  { id: "md", label: "menu.downloadMarkdown", icon: "download" },
  { id: "docx", label: "menu.downloadWord", icon: "download" },
  { id: "html", label: "menu.downloadPage", icon: "download" },
  { id: "txt", label: "menu.downloadText", icon: "download" },
  { id: "import", label: "menu.import", icon: "upload" },
  { id: "print", label: "menu.print", icon: "printer", shortcut: "Mod-P" },
  { id: "shortcuts", label: "menu.shortcuts", icon: "keyboard", shortcut: "Mod-/" },
] as const satisfies readonly MenuItem[];

/** See the head of this file. */
export function DocumentMenu(props: DocumentMenuProps): JSX.Element {
  const words = usePageWords();
  const popover = usePopover("end");
  useLayoutEffect(() => {
    const panel = popover.panel.ref.current;
    if (popover.isOpen && panel !== null) focusMenu(panel);
  }, [popover.isOpen]);
  const actions: Readonly<Record<string, () => void>> = {
    share: props.onShare,
    find: props.onFind,
    counts: props.onShowCounts,
    md: () => props.onDownload("md"),
    docx: () => props.onDownload("docx"),
    html: () => props.onDownload("html"),
    txt: () => props.onDownload("txt"),
    import: () => props.onImport?.(),
    print: () => print(),
    shortcuts: props.onShowShortcuts,
  } satisfies Record<(typeof items)[number]["id"], () => void>;
  const shown = items.filter(({ id }) => id !== "import" || props.onImport !== undefined);
  const choose = (id: string): void => {
    popover.close();
    actions[id]?.();
  };
  return (
    <>
      <button
        {...popover.button}
        type="button"
        class="coscribe-icon-button"
        aria-label={words.say("menu.document")}
        aria-haspopup="menu"
        data-tip={words.say("menu.document")}
      >
        <Icon name="ellipsisVertical" />
      </button>
      <div {...popover.panel} class="coscribe-popover coscribe-menu-panel">
        <Menu
          label={words.say("menu.document")}
          items={shown.map((item) => ({ ...item, label: words.say(item.label) }))}
          onChoose={choose}
        />
      </div>
    </>
  );
}
