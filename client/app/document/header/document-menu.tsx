/** What is done with the whole document, and help. */

import { focusMenu, Icon, Menu, usePopover, type MenuItem } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Attributes of {@link DocumentMenu}. */
export interface DocumentMenuProps {
  readonly onFind: () => void;
  readonly onShowCounts: () => void;
  readonly onShowShortcuts: () => void;
  readonly onDownload: (format: "md" | "docx" | "html") => void;
  /** Undefined where nothing may be written. */
  readonly onImport: (() => void) | undefined;
}

const items = [
  { id: "find", label: "Find and replace", icon: "search", shortcut: "Mod-F" },
  { id: "counts", label: "Word count", icon: "hash", shortcut: "Mod-Shift-C" },
  { id: "md", label: "Download as Markdown", icon: "download" },
  { id: "docx", label: "Download as Word document", icon: "download" },
  { id: "html", label: "Download as web page", icon: "download" },
  { id: "import", label: "Import a file", icon: "upload" },
  { id: "print", label: "Print", icon: "printer", shortcut: "Mod-P" },
  { id: "shortcuts", label: "Keyboard shortcuts", icon: "keyboard", shortcut: "Mod-/" },
] as const satisfies readonly MenuItem[];

/** See the head of this file. */
export function DocumentMenu(props: DocumentMenuProps): JSX.Element {
  const popover = usePopover("end");
  useLayoutEffect(() => {
    const panel = popover.panel.ref.current;
    if (popover.isOpen && panel !== null) focusMenu(panel);
  }, [popover.isOpen]);
  const actions: Readonly<Record<string, () => void>> = {
    find: props.onFind,
    counts: props.onShowCounts,
    md: () => props.onDownload("md"),
    docx: () => props.onDownload("docx"),
    html: () => props.onDownload("html"),
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
        aria-label="Document and help"
        aria-haspopup="menu"
        data-tip="Document and help"
      >
        <Icon name="ellipsis" />
      </button>
      <div {...popover.panel} class="coscribe-popover menu-panel">
        <Menu label="Document and help" items={shown} onChoose={choose} />
      </div>
    </>
  );
}
