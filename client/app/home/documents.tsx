/**
 * The documents that were opened on this device, are kept on it, or are on the server, and what can be done with
 * them. What may be nowhere else is removed only after a question.
 */

import { Icon, Toast, type ToastMessage, useObserved, WordsContext } from "@coscribe/client/ui";
import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { useInterfaceWords } from "../messages/use-loaded-words.ts";
import { usePageWords } from "../messages/use-page-words.ts";
import type { Preferences } from "../preferences.ts";
import type { DeviceCopies } from "./device-copies.ts";
import { listDocuments, type ListedDocument } from "./document-list.ts";
import { DocumentRow } from "./document-row.tsx";
import { RemovedNotice } from "./removed-notice.tsx";
import type { RowActionsContext } from "./library/row-actions.ts";
import { useDevice } from "./use-device.ts";
import { useLibrary } from "./use-library.ts";

/** A removal that waits for an answer. */
interface Question {
  readonly name: DocumentName;
  /** Undefined where only copies are to be removed. */
  readonly listed: ListedDocument | undefined;
}

/** Those that were taken off the list before are on it again. */
const mostHidden = 500;

const noCopies: DeviceCopies = { kept: [], isPageStored: false, setAside: [] };

/** See the head of this file. */
export function Documents({ preferences }: { readonly preferences: Preferences }): JSX.Element {
  const words = usePageWords();
  const interfaceWords = useInterfaceWords(true, () => undefined);
  const [removed, setRemoved] = useState<ListedDocument>();
  const [question, setQuestion] = useState<Question>();
  const [message, setMessage] = useState<ToastMessage>();
  const [search, setSearch] = useState("");
  const [deleted, setDeleted] = useState<ListedDocument>();
  const [renamed, setRenamed] = useState<ListedDocument>();
  const heading = useRef<HTMLHeadingElement>(null);
  const { library, refresh: refreshLibrary, ...onServer } = useLibrary(search);
  const { device, refresh, forget } = useDevice(preferences);
  const recents = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.recentDocuments,
  );
  const { kept, isPageStored, setAside } = device?.copies ?? noCopies;
  const copyMeaning = words.say(isPageStored ? "recents.kept" : "recents.copy");
  const pinned = preferences.listOf("pinned");
  const hidden = preferences.listOf("hidden");
  const documents = listDocuments({
    recents,
    kept,
    server: onServer.documents,
    pinned,
    hidden,
    search,
  });
  const say = (text: string): void => setMessage({ text });
  const titleOf = ({ title, name }: ListedDocument): string => title ?? name;

  /** Resolves to whether they are gone; where the browser fails to, it says so. */
  const forgetCopies = async (name: DocumentName): Promise<boolean> => {
    try {
      await forget(name);
      return true;
    } catch {
      setMessage({ text: words.say("recents.forgetFailed") });
      return false;
    }
  };
  /** To be called once its copies are gone: nothing is said to be removed before it is. */
  const takeOffList = (document: ListedDocument): void => {
    // The server may have it, whether it has been asked yet or not.
    preferences.setList("hidden", [document.name, ...hidden].slice(0, mostHidden));
    preferences.forgetDocument(document.name);
    setDeleted(undefined);
    setRemoved(document);
  };
  const removeOrAsk = async ({ copy: _shown, ...listed }: ListedDocument): Promise<void> => {
    const { name } = listed;
    // What is shown may be older than what another tab has written, or not read yet. Without this
    // part of the page nothing but the list is changed.
    const { copies } = await refresh().catch(() => ({ copies: noCopies }));
    const document = { ...listed, copy: copies.kept.find((copy) => copy.name === name) };
    const mayBeLast = pendingEditsOf(copies, name) > 0 || setAsideOf(copies, name) > 0;
    if (mayBeLast) setQuestion({ name, listed: document });
    else if (document.copy === undefined || (await forgetCopies(name))) takeOffList(document);
  };
  const answer = async ({ name, listed }: Question): Promise<void> => {
    const areGone = await forgetCopies(name);
    // The button that had the focus is gone where only copies were removed.
    if (listed === undefined) heading.current?.focus();
    else if (areGone) takeOffList(listed);
  };
  const undo = (): void => {
    if (removed !== undefined) {
      const { name, title, openedAt = Date.now() } = removed;
      preferences.rememberDocument(name, openedAt);
      preferences.rememberTitle(name, title);
    }
    setRemoved(undefined);
  };
  const actions: RowActionsContext | undefined = library && {
    words: library.words,
    preferences,
    forget,
    refresh: refreshLibrary,
    say,
    copyFailure: words.say("copyFailure.text"),
    onDeleted: (document) => {
      setRemoved(undefined);
      setDeleted(document);
    },
    onRename: setRenamed,
  };
  const restore = (): void => {
    if (actions && deleted) library?.part.restore(actions, deleted);
    setDeleted(undefined);
  };

  return (
    <WordsContext.Provider value={interfaceWords}>
      <section class="recents" aria-labelledby="recents-title">
        <h2 ref={heading} id="recents-title" tabIndex={-1}>
          {words.say("recents.title")}
        </h2>
        <div class="search-place">
          {library && <library.part.SearchField words={library.words} onSearch={setSearch} />}
        </div>
        {library && onServer.isUnreachable ? (
          <p class="coscribe-hint">{library.words.say("server.unreachable")}</p>
        ) : undefined}
        <RemovedNotice removed={removed} onUndo={undo} />
        {library && (
          <library.part.DeletionNotice
            words={library.words}
            deleted={deleted && titleOf(deleted)}
            onUndo={restore}
          />
        )}
        {documents.length === 0 ? (
          <p class="recents-empty">
            <Icon name="fileText" />
            {search !== "" && library
              ? library.words.say("search.nothing")
              : words.say("recents.empty")}
          </p>
        ) : (
          <ul class="recents-list">
            {documents.map((document) => (
              <DocumentRow
                key={document.name}
                document={document}
                copyMeaning={copyMeaning}
                library={library}
                onChoose={(what) => actions && library?.part.doRowAction(actions, document, what)}
                onRemove={() => void removeOrAsk(document)}
              />
            ))}
          </ul>
        )}
        {library && onServer.hasMore ? (
          <button type="button" class="coscribe-button library-more" onClick={onServer.showMore}>
            {library.words.say("search.more")}
          </button>
        ) : undefined}
        {kept.length === 0 ? undefined : (
          <p class="coscribe-hint recents-hint">
            <Icon name="monitorCheck" />
            {copyMeaning}
          </p>
        )}
      </section>
      {device === undefined || interfaceWords === undefined ? undefined : (
        <device.part.SetAsideSection
          copies={setAside}
          onRemove={(name) => setQuestion({ name, listed: undefined })}
          onCopyFailure={() => setMessage({ text: words.say("copyFailure.text") })}
        />
      )}
      {device === undefined ||
      interfaceWords === undefined ||
      question === undefined ? undefined : (
        <device.part.RemovalDialog
          name={question.name}
          pendingEdits={pendingEditsOf(device.copies, question.name)}
          setAsideCopies={setAsideOf(device.copies, question.name)}
          onRemove={() => void answer(question)}
          onClose={() => setQuestion(undefined)}
        />
      )}
      {library && actions && interfaceWords && renamed ? (
        <library.part.RenameDialog
          words={library.words}
          title={titleOf(renamed)}
          onRename={(title) => library.part.rename(actions, renamed, title)}
          onClose={() => setRenamed(undefined)}
        />
      ) : undefined}
      {library && (
        <library.part.DropPlace
          words={library.words}
          onSay={say}
          onMade={(names) => {
            for (const name of names) preferences.rememberDocument(name, Date.now());
            refreshLibrary();
          }}
        />
      )}
      <Toast message={message} onGone={() => setMessage(undefined)} />
    </WordsContext.Provider>
  );
}

function pendingEditsOf({ kept }: DeviceCopies, name: DocumentName): number {
  return kept.find((copy) => copy.name === name)?.pendingEdits ?? 0;
}

function setAsideOf({ setAside }: DeviceCopies, name: DocumentName): number {
  return setAside.filter((copy) => copy.name === name).length;
}
