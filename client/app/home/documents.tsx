/**
 * The documents that were opened on this device or are kept on it, and ways to take them off. What
 * may be nowhere else is removed only after a question.
 */

import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Preferences } from "../preferences.ts";
import { Icon } from "../ui/icon.tsx";
import { Toast, type ToastMessage } from "../ui/toast.tsx";
import { useObserved } from "../ui/use-observed.ts";
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

/** See the head of this file. */
export function Documents({ preferences }: { readonly preferences: Preferences }): JSX.Element {
  const [removed, setRemoved] = useState<ListedDocument>();
  const [question, setQuestion] = useState<Question>();
  const [message, setMessage] = useState<ToastMessage>();
  const title = useRef<HTMLHeadingElement>(null);
  const device = useDevice(preferences);
  const recents = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.recentDocuments,
  );
  const { kept, setAside } = device?.copies ?? { kept: [], setAside: [] };
  const documents = listDocuments(recents, kept);
  const pendingEditsOf = (name: DocumentName): number =>
    kept.find((copy) => copy.name === name)?.pendingEdits ?? 0;
  const setAsideOf = (name: DocumentName): number =>
    setAside.filter((copy) => copy.name === name).length;

  const forgetCopies = async (name: DocumentName): Promise<void> => {
    try {
      await device?.forget(name);
    } catch {
      setMessage({ text: "The browser could not remove the copy. Please reload and try again." });
    }
  };
  const remove = (document: ListedDocument): void => {
    preferences.forgetDocument(document.name);
    void forgetCopies(document.name);
    setRemoved(document);
  };
  const removeOrAsk = (document: ListedDocument): void => {
    const { name } = document;
    const mayBeLast = pendingEditsOf(name) > 0 || setAsideOf(name) > 0;
    if (mayBeLast) setQuestion({ name, listed: document });
    else remove(document);
  };
  const answer = ({ name, listed }: Question): void => {
    if (listed !== undefined) return remove(listed);
    // The button that had the focus is gone then.
    void forgetCopies(name).then(() => title.current?.focus());
  };
  const undo = (): void => {
    if (removed !== undefined) {
      preferences.rememberDocument(removed.name, removed.openedAt ?? Date.now());
    }
    setRemoved(undefined);
  };

  return (
    <>
      <section class="recents" aria-labelledby="recents-title">
        <h2 ref={title} id="recents-title" tabIndex={-1}>
          Recent on this device
        </h2>
        <RemovedNotice removed={removed} onUndo={undo} />
        {documents.length === 0 ? (
          <p class="recents-empty">
            <Icon name="fileText" />
            Documents that you open will be listed here.
          </p>
        ) : (
          <ul class="recents-list">
            {documents.map((document) => (
              <DocumentRow
                key={document.name}
                document={document}
                onRemove={() => removeOrAsk(document)}
              />
            ))}
          </ul>
        )}
        {kept.length === 0 ? undefined : (
          <p class="hint recents-hint">
            <Icon name="monitorCheck" />
            On this device: opens without a network
          </p>
        )}
      </section>
      {device === undefined ? undefined : (
        <device.part.SetAsideSection
          copies={setAside}
          onRemove={(name) => setQuestion({ name, listed: undefined })}
          onCopyFailure={() => setMessage({ text: "The browser did not allow copying." })}
        />
      )}
      {device === undefined || question === undefined ? undefined : (
        <device.part.RemovalDialog
          name={question.name}
          pendingEdits={pendingEditsOf(question.name)}
          setAsideCopies={setAsideOf(question.name)}
          onRemove={() => answer(question)}
          onClose={() => setQuestion(undefined)}
        />
      )}
      <Toast message={message} onGone={() => setMessage(undefined)} />
    </>
  );
}
