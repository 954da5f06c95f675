/** What is done with the whole document, and help. */

import { focusMenu, Icon, Menu, usePopover, type MenuItem } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Attributes of {@link DocumentMenu}. */
export interface DocumentMenuProps {
  readonly onFind: () => void;
  readonly onShowCounts: () => void;
  readonly onShowShortcuts: () => void;
}

const items = [
  { id: "find", label: "Find and replace", icon: "search", shortcut: "Mod-F" },
  { id: "counts", label: "Word count", icon: "hash", shortcut: "Mod-Shift-C" },
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
    print: () => print(),
    shortcuts: props.onShowShortcuts,
  } satisfies Record<(typeof items)[number]["id"], () => void>;
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
        <Menu label="Document and help" items={items} onChoose={choose} />
      </div>
    </>
  );
}
