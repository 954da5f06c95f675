/**
 * The plugin for tables: selecting cells, keys, pasting cells into cells, and what floats beside a table.
 *
 * The handles and menus come when a table is first pointed at or has the caret: a document without
 * tables does without them.
 */

import { keydownHandler } from "prosemirror-keymap";
import { Plugin, Selection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { CellSelection, cellsBetween } from "../../cell-selection.ts";
import { pasteCells } from "./paste-cells.ts";
import { tableKeys } from "./table-keys.ts";

/** The plugin; see above. */
export function editTables(): Plugin {
  const handleKey = keydownHandler({ ...tableKeys });
  return new Plugin({
    props: {
      createSelectionBetween: (_view, $anchor, $head) => cellsBetween($anchor, $head) ?? null,
      decorations: selectedPlaces,
      handleKeyDown: (view, event) => {
        if (!view.editable || event.isComposing || !isInTable(view.state)) return false;
        if (event.key === "Process" || event.key === "Unidentified") makeRoomForInput(view);
        return handleKey(view, event);
      },
      handleDOMEvents: {
        mousedown: (view, event) => {
          if (event.button === 0 && !event.shiftKey) putCaretAt(view, event);
          return false;
        },
      },
      handlePaste: (view, event, slice) => {
        const text = event.clipboardData?.getData("text/plain") ?? "";
        return view.editable && pasteCells(view, slice, text);
      },
    },
    view: (view) => new ControlsOnDemand(view),
  });
}

/** An input method would write over the browser's own selection, which knows no cells. */
function makeRoomForInput(view: EditorView): void {
  const { selection, tr } = view.state;
  if (selection instanceof CellSelection) view.dispatch(tr.deleteSelection());
}

/** Whether the selection is in a table, or one of cells. */
function isInTable({ selection: { $from } }: EditorState): boolean {
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "table") return true;
  }
  return false;
}

/**
 * Selected cells are not dragged: a mouse that goes down on one begins to select anew. Without a selection
 * where it is the browser does so.
 */
function putCaretAt(view: EditorView, { clientX, clientY }: MouseEvent): void {
  const { selection, doc, tr } = view.state;
  if (!(selection instanceof CellSelection)) return;
  const at = view.posAtCoords({ left: clientX, top: clientY });
  if (at !== null) view.dispatch(tr.setSelection(Selection.near(doc.resolve(at.pos))));
}

function selectedPlaces({ selection, doc }: EditorState): DecorationSet | null {
  if (!(selection instanceof CellSelection)) return null;
  const decorations = selection.places.map((place) => {
    const { pos, node } = selection.table.placeNode(place);
    return Decoration.node(pos, pos + node.nodeSize, { class: "is-selected" });
  });
  return DecorationSet.create(doc, decorations);
}

type Controls = import("./table-controls.ts").TableControls;

/** Brings what floats beside tables once there is use for it. */
class ControlsOnDemand {
  readonly #view: EditorView;
  #controls: Controls | undefined;
  #isLoading = false;
  #isDestroyed = false;

  constructor(view: EditorView) {
    this.#view = view;
    view.dom.addEventListener("pointerover", this.#pointed);
    this.update();
  }

  update(): void {
    if (this.#controls !== undefined) this.#controls.update();
    else if (this.#view.hasFocus() && isInTable(this.#view.state)) void this.#load();
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#view.dom.removeEventListener("pointerover", this.#pointed);
    this.#controls?.destroy();
  }

  readonly #pointed = ({ target }: Event): void => {
    if ((target as Element).closest("[data-table]") !== null) void this.#load();
  };

  async #load(): Promise<void> {
    if (this.#isLoading || !this.#view.editable) return;
    this.#isLoading = true;
    try {
      const { TableControls } = await import("./table-controls.ts");
      if (!this.#isDestroyed) this.#controls = new TableControls(this.#view);
    } catch (reason) {
      // The keys do all of it as well; the next pointer tries again.
      this.#isLoading = false;
      reportError(reason);
    }
  }
}
