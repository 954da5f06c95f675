/** Offers templates, and makes a document of the one that is chosen. */

import { Dialog, Icon, WordsContext } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useInterfaceWords, useLoadedWords } from "../../messages/use-loaded-words.ts";
import { homePath } from "../../page-root.ts";
import { randomDocumentName } from "../../random-name.ts";
import { secureRandom } from "../../random.ts";
import { documentPath } from "../../route.ts";
import { loadTemplate } from "../templates/load-template.ts";
import { templates, type TemplateId } from "../templates/template-texts.ts";
import { loadLibraryWords, type LibraryWords } from "./library-words.ts";

/** Attributes of {@link TemplateDialog}. */
export interface TemplateDialogProps {
  readonly onClose: () => void;
}

const icons = {
  meeting: "history",
  project: "columns3",
  decision: "lightbulb",
  checklist: "listTodo",
} as const satisfies Readonly<Record<TemplateId, string>>;

/** See the head of this file. Nothing before its words are there. */
export function TemplateDialog({ onClose }: TemplateDialogProps): JSX.Element | null {
  const words = useLoadedWords(loadLibraryWords, true, onClose);
  const interfaceWords = useInterfaceWords(true, onClose);
  const [said, setSaid] = useState<string>();
  if (words === undefined || interfaceWords === undefined) return null;
  const choose = (id: TemplateId): void => {
    setSaid(words.say("template.making"));
    make(words, id).then(
      (path) => location.assign(path),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        setSaid(words.say("template.failed", { reason }));
      },
    );
  };
  return (
    <WordsContext.Provider value={interfaceWords}>
      <Dialog title={words.say("template.title")} class="coscribe-dialog-narrow" onClose={onClose}>
        {() => (
          <>
            <ul class="templates">
              {templates.map((id) => (
                <li key={id}>
                  <button type="button" class="template" onClick={() => choose(id)}>
                    <Icon name={icons[id]} />
                    <span>
                      <strong>{words.say(`template.${id}`)}</strong>
                      <span>{words.say(`template.${id}For`)}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            <p class="coscribe-hint" role="status">
              {said}
            </p>
          </>
        )}
      </Dialog>
    </WordsContext.Provider>
  );
}

/** Resolves to where the new document is. */
async function make(words: LibraryWords, id: TemplateId): Promise<string> {
  const [markdown, { blocksFromMarkdown }, { makeDocument }] = await Promise.all([
    loadTemplate(id, words.language),
    import("@coscribe/shared/markdown"),
    import("./make-document.ts"),
  ]);
  const name = randomDocumentName(secureRandom);
  await makeDocument(name, blocksFromMarkdown(markdown));
  return documentPath(name, homePath);
}
