/** Does what was chosen in the menu of a document of the list. */

import { copyText } from "@coscribe/client/ui";
import type { DocumentName } from "@coscribe/shared";
import { homePath } from "../../page-root.ts";
import type { Preferences } from "../../preferences.ts";
import { documentPath } from "../../route.ts";
import type { ListedDocument } from "../document-list.ts";
import type { LibraryWords } from "./library-words.ts";
import type { RowAction } from "./row-menu.tsx";
import {
  copyOnServer,
  deleteOnServer,
  renameOnServer,
  restoreOnServer,
} from "./server-documents.ts";

/** The start page, as far as it has to do with that. */
export interface RowActionsContext {
  readonly words: LibraryWords;
  readonly preferences: Preferences;
  /** Removes every copy of a document from this device. */
  readonly forget: (name: DocumentName) => Promise<void>;
  /** Asks the server anew what it has. */
  readonly refresh: () => void;
  /** Tells the person something. */
  readonly say: (message: string) => void;
  /** What to say where the browser does not allow copying. */
  readonly copyFailure: string;
  /** A document was deleted. */
  readonly onDeleted: (document: ListedDocument) => void;
  /** Somebody wants to give it another title. */
  readonly onRename: (document: ListedDocument) => void;
}

/** See the head of this file. Never throws or rejects. */
export function doRowAction(
  context: RowActionsContext,
  document: ListedDocument,
  what: RowAction,
): void {
  const { words, preferences, say, copyFailure, forget, onDeleted, onRename } = context;
  const { name } = document;
  const others = preferences.listOf("pinned").filter((each) => each !== name);
  switch (what) {
    case "pin":
      return preferences.setList("pinned", [name, ...others]);
    case "unpin":
      return preferences.setList("pinned", others);
    case "rename":
      return onRename(document);
    case "link": {
      const address = new URL(documentPath(name, homePath), location.href).href;
      void copyText(address).then((hasWorked) =>
        say(hasWorked ? words.say("row.linkCopied") : copyFailure),
      );
      return;
    }
    case "copy":
      return sayFailure(context, async () => {
        const title = words.say("copyOf", { name: titleOf(document) });
        const copy = await copyOnServer(name, title);
        preferences.rememberDocument(copy.name, Date.now());
        preferences.rememberTitle(copy.name, title);
        say(words.say("row.copied", { name: titleOf(document) }));
      });
    case "delete":
      return sayFailure(context, async () => {
        await deleteOnServer(name);
        // What was not sent stays, to be kept by whoever wrote it.
        if ((document.copy?.pendingEdits ?? 0) === 0) await forget(name).catch(() => undefined);
        preferences.forgetDocument(name);
        onDeleted(document);
      });
    default:
      what satisfies never;
  }
}

/** Gives a document another title; an empty one takes the title away. */
export function rename(context: RowActionsContext, document: ListedDocument, title: string): void {
  const { words, preferences, say } = context;
  const { name, openedAt = Date.now() } = document;
  sayFailure(context, async () => {
    await renameOnServer(name, title);
    preferences.rememberDocument(name, openedAt);
    preferences.rememberTitle(name, title === "" ? undefined : title);
    if (title !== "") say(words.say("row.renamed", { name: title }));
  });
}

/** Takes back that a document was deleted. */
export function restore(context: RowActionsContext, document: ListedDocument): void {
  const { words, preferences, say } = context;
  const { name, openedAt, title } = document;
  sayFailure(context, async () => {
    await restoreOnServer(name);
    if (openedAt !== undefined) {
      preferences.rememberDocument(name, openedAt);
      preferences.rememberTitle(name, title);
    }
    say(words.say("row.restored", { name: titleOf(document) }));
  });
}

function sayFailure(context: RowActionsContext, work: () => Promise<void>): void {
  work()
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      context.say(context.words.say("row.failed", { reason }));
    })
    .finally(context.refresh)
    .catch(reportError);
}

function titleOf({ title, name }: ListedDocument): string {
  return title ?? name;
}
