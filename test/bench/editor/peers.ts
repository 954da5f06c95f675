/** The other editors, installed when they are first needed. */

import { join } from "node:path";
import { cacheFolder } from "../folders.ts";
import { installPackages } from "../install.ts";

/** Where they are installed. */
export const editorPeersFolder: string = join(cacheFolder, "bench-editors");

/** In exact versions, the newest of each; ProseMirror and Yjs in those that Coscribe is measured with. */
const manifest = {
  private: true,
  dependencies: {
    "@blocknote/core": "0.55.0",
    "@blocknote/mantine": "0.55.0",
    "@blocknote/react": "0.55.0",
    "@mantine/core": "9.8.1",
    "@mantine/hooks": "9.8.1",
    "@tiptap/core": "3.34.0",
    "@tiptap/extension-collaboration": "3.34.0",
    "@tiptap/extension-collaboration-caret": "3.31.3",
    "@tiptap/pm": "3.34.0",
    "@tiptap/starter-kit": "3.34.0",
    "@tiptap/y-tiptap": "3.0.9",
    lib0: "0.2.120",
    "prosemirror-example-setup": "1.2.3",
    "prosemirror-keymap": "1.2.3",
    "prosemirror-menu": "1.3.2",
    "prosemirror-model": "1.25.13",
    "prosemirror-schema-basic": "1.2.5",
    "prosemirror-schema-list": "1.6.0",
    "prosemirror-state": "1.4.4",
    "prosemirror-transform": "1.12.6",
    "prosemirror-view": "1.42.9",
    react: "19.3.1",
    "react-dom": "19.3.1",
    "y-prosemirror": "1.3.7",
    "y-protocols": "1.0.7",
    "y-websocket": "3.1.0",
    yjs: "13.6.33",
  },
};

/**
 * Installs them unless they are there; resolves to why that failed, if it did. Their peer
 * dependencies contradict each other (BlockNote asks for a candidate of Yjs 14 beside Yjs 13), so
 * all that is needed is named above.
 */
export function installEditors(): Promise<string | undefined> {
  return installPackages(editorPeersFolder, manifest, ["--legacy-peer-deps"]);
}
