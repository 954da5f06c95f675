/** What can be done with a document of the list. */

import { Icon, Menu, usePopover } from "@coscribe/client/ui";
import type { JSX } from "preact";
import type { LibraryWords } from "./library-words.ts";

/** Attributes of {@link RowMenu}. */
export interface RowMenuProps {
  readonly words: LibraryWords;
  /** What the document is called. */
  readonly title: string;
  readonly isPinned: boolean;
  /** The server has it, and can be asked. */
  readonly isOnServer: boolean;
  /** It may be changed. */
  readonly canWrite: boolean;
  readonly onChoose: (what: RowAction) => void;
}

/** One of them. */
export type RowAction = "pin" | "unpin" | "rename" | "copy" | "link" | "delete";

const icons: Readonly<Record<RowAction, string>> = {
  pin: "arrowUpToLine",
  unpin: "arrowUpToLine",
  rename: "pencil",
  copy: "copyPlus",
  link: "link",
  delete: "trash",
};

/** See the head of this file. */
export function RowMenu(props: RowMenuProps): JSX.Element {
  const { words, title, isPinned, isOnServer, canWrite, onChoose } = props;
  const popover = usePopover("end");
  const actions: readonly RowAction[] = [
    isPinned ? "unpin" : "pin",
    ...(isOnServer && canWrite ? (["rename"] as const) : []),
    ...(isOnServer ? (["copy"] as const) : []),
    "link",
    ...(isOnServer && canWrite ? (["delete"] as const) : []),
  ];
  const label = words.say("row.menu", { name: title });
  return (
    <>
      <button
        {...popover.button}
        type="button"
        class="coscribe-icon-button"
        aria-label={label}
        aria-haspopup="menu"
        data-tip={words.say("row.more")}
      >
        <Icon name="ellipsisVertical" />
      </button>
      <div {...popover.panel} class="coscribe-popover coscribe-menu-panel">
        {popover.isOpen ? (
          <Menu
            label={label}
            items={actions.map((id) => ({ id, label: words.say(`row.${id}`), icon: icons[id] }))}
            onChoose={(id) => {
              popover.close();
              onChoose(id as RowAction);
            }}
          />
        ) : undefined}
      </div>
    </>
  );
}
