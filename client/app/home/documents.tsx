/**
 * The documents that were opened on this device or are kept on it, and ways to take them off. What
 * may be nowhere else is removed only after a question.
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
import { useDevice } from "./use-device.ts";

/** A removal that waits for an answer. */
interface Question {
  readonly name: DocumentName;
  /** Undefined where only copies are to be removed. */
  readonly listed: ListedDocument | undefined;
}

const noCopies: DeviceCopies = { kept: [], isPageStored: false, setAside: [] };

/** See the head of this file. */
export function Documents({ preferences }: { readonly preferences: Preferences }): JSX.Element {
  const words = usePageWords();
  const interfaceWords = useInterfaceWords(true, () => undefined);
  const [removed, setRemoved] = useState<ListedDocument>();
  const [question, setQuestion] = useState<Question>();
  const [message, setMessage] = useState<ToastMessage>();
  const heading = useRef<HTMLHeadingElement>(null);
  const { device, refresh, forget } = useDevice(preferences);
  const recents = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.recentDocuments,
  );
  const { kept, isPageStored, setAside } = device?.copies ?? noCopies;
  const copyMeaning = words.say(isPageStored ? "recents.kept" : "recents.copy");
  const documents = listDocuments(recents, kept);

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
    preferences.forgetDocument(document.name);
    setRemoved(document);
  };
  const removeOrAsk = async ({ name, title, openedAt }: ListedDocument): Promise<void> => {
    // What is shown may be older than what another tab has written, or not read yet. Without this
    // part of the page nothing but the list is changed.
    const { copies } = await refresh().catch(() => ({ copies: noCopies }));
    const document = {
      name,
      title,
      openedAt,
      copy: copies.kept.find((copy) => copy.name === name),
    };
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
      preferences.rememberDocument(removed.name, removed.openedAt ?? Date.now());
      preferences.rememberTitle(removed.name, removed.title);
    }
    setRemoved(undefined);
  };

  return (
    <WordsContext.Provider value={interfaceWords}>
      <section class="recents" aria-labelledby="recents-title">
        <h2 ref={heading} id="recents-title" tabIndex={-1}>
          {words.say("recents.title")}
        </h2>
        <RemovedNotice removed={removed} onUndo={undo} />
        {documents.length === 0 ? (
          <p class="recents-empty">
            <Icon name="fileText" />
            {words.say("recents.empty")}
          </p>
        ) : (
          <ul class="recents-list">
            {documents.map((document) => (
              <DocumentRow
                key={document.name}
                document={document}
                copyMeaning={copyMeaning}
                onRemove={() => void removeOrAsk(document)}
              />
            ))}
          </ul>
        )}
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
