/**
 * The content of a menu: items that are chosen with the arrow keys, Home, End and first letters, as
 * the ARIA Authoring Practices describe menus. The panel around it is a popover of its owner.
 */

import type { JSX, TargetedKeyboardEvent } from "preact";
import { ariaKeyShortcut, isApplePlatform } from "./shortcut.ts";
import { Icon } from "./icon.tsx";
import { Keys } from "./keys.tsx";

/** One line of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** As {@link Icon} takes it. */
  readonly icon: string;
  /** Written as in `shortcut.ts`. */
  readonly shortcut?: string;
  /** Given where one of several items holds at a time. */
  readonly isChecked?: boolean;
  /** It leads to another menu. */
  readonly hasMenu?: boolean;
}

/** Attributes of {@link Menu}. */
export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly onChoose: (id: string) => void;
}

/** See the head of this file. */
export function Menu({ label, items, onChoose }: MenuProps): JSX.Element {
  return (
    <div class="coscribe-menu" role="menu" aria-label={label} onKeyDown={moveFocus}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role={item.isChecked === undefined ? "menuitem" : "menuitemradio"}
          aria-checked={item.isChecked}
          aria-haspopup={item.hasMenu === true ? "menu" : undefined}
          data-id={item.id}
          aria-keyshortcuts={
            item.shortcut && ariaKeyShortcut(item.shortcut, isApplePlatform(navigator.platform))
          }
          tabIndex={-1}
          class="coscribe-menu-item"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item.id)}
        >
          <Icon name={item.icon} />
          <span class="coscribe-menu-label">{item.label}</span>
          {item.hasMenu === true ? <Icon name="chevronRight" /> : undefined}
          {item.shortcut === undefined ? undefined : (
            <span class="coscribe-menu-keys" aria-hidden="true">
              <Keys shortcut={item.shortcut} />
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** Focuses the item that holds, or the first one. */
export function focusMenu(panel: HTMLElement): void {
  const items = itemsOf(panel);
  (items.find((item) => item.ariaChecked === "true") ?? items[0])?.focus();
}

function moveFocus(event: TargetedKeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const focused = items.findIndex((item) => item === document.activeElement);
  const next = nextItem(items, focused, event);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function nextItem(
  items: readonly HTMLElement[],
  focused: number,
  event: KeyboardEvent,
): HTMLElement | undefined {
  switch (event.key) {
    case "ArrowDown":
      return items[(focused + 1) % items.length];
    case "ArrowUp":
      return items.at((focused <= 0 ? items.length : focused) - 1);
    case "Home":
      return items[0];
    case "End":
      return items.at(-1);
    default:
      return event.ctrlKey || event.metaKey || event.altKey
        ? undefined
        : itemStartingWith(items, focused, event.key);
  }
}

/** The next item after the focused one whose label starts with `letter`. */
function itemStartingWith(
  items: readonly HTMLElement[],
  focused: number,
  letter: string,
): HTMLElement | undefined {
  if (letter.trim().length !== 1) return undefined;
  const fromNext = [...items.slice(focused + 1), ...items.slice(0, focused + 1)];
  return fromNext.find((item) => {
    const label = item.querySelector(".coscribe-menu-label")?.textContent ?? "";
    return label.toLowerCase().startsWith(letter.toLowerCase());
  });
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(".coscribe-menu-item")];
}
