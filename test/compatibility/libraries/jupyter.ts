/** Notebooks of JupyterLab with `@jupyter/ydoc`. */

import { YNotebook } from "@jupyter/ydoc";
import { vi } from "vitest";
import { openingLibrary, type Binding } from "./binding.ts";

/** A notebook; a word is a new cell, and changes edit sources, run cells, move and delete them. */
export const jupyter = openingLibrary("JupyterLab with @jupyter/ydoc", () => {
  const notebook = new YNotebook();
  return { doc: notebook.ydoc, bind: () => bind(notebook) };
});

function bind(notebook: YNotebook): Binding {
  // It reads each new cell before that is in a document, which Yjs warns of every time.
  const warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
  return {
    get content() {
      return notebook.toJSON();
    },
    write(word) {
      notebook.addCell({ cell_type: "code", source: `${word}\n`, metadata: { word } });
    },
    change(turn) {
      const [first] = notebook.cells;
      first?.updateSource(0, 0, `# ${turn}\n`);
      notebook.setMetadata(`turn ${turn % 3}`, { turn });
      if (first?.cell_type === "code") {
        first.execution_count = turn;
        first.setOutputs([{ output_type: "stream", name: "stdout", text: `ran ${turn}` }]);
      }
      if (turn % 4 === 2) notebook.moveCell(0, 1);
      notebook.insertCell(0, { cell_type: "markdown", source: `note ${turn}` });
      if (turn % 4 === 3) notebook.deleteCell(0);
    },
    close() {
      notebook.dispose();
      warn.mockRestore();
    },
  };
}
