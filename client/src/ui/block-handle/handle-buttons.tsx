/** The two buttons of a block's handle. A pointer leaves the focus where it is; the tab key passes them by. */

import type { JSX, TargetedPointerEvent } from "preact";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";

/** Attributes of {@link HandleButtons}. */
export interface HandleButtonsProps {
  /** There is room for the grip only. */
  readonly isNarrow: boolean;
  readonly onInsert: () => void;
  /** The grip is pressed, and perhaps dragged. */
  readonly onPress: (event: TargetedPointerEvent<HTMLButtonElement>) => void;
  /** The grip is let go; also after a drag. */
  readonly onClick: () => void;
}

/** See the head of this file. */
export function HandleButtons(props: HandleButtonsProps): JSX.Element {
  const words = useWords();
  return (
    <>
      {props.isNarrow ? undefined : (
        <button
          type="button"
          class="coscribe-handle-button"
          tabIndex={-1}
          aria-label={words.say("block.add")}
          data-tip={words.say("block.add")}
          onMouseDown={(event) => event.preventDefault()}
          onClick={props.onInsert}
        >
          <Icon name="plus" />
        </button>
      )}
      <button
        type="button"
        class="coscribe-handle-button coscribe-handle-grip"
        tabIndex={-1}
        aria-label={words.say("block.menu")}
        aria-haspopup="menu"
        data-tip={words.say("block.handle")}
        data-keys="Mod-Alt-b"
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={props.onPress}
        onClick={props.onClick}
      >
        <Icon name="gripVertical" />
      </button>
    </>
  );
}
