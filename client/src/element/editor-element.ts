/**
 * The custom element: an embedded editor whose settings are attributes. What is drawn is in the document
 * and not in a shadow tree, see `embedded-editor.tsx`.
 *
 * Moving it within the document keeps connection, text, selection and undo; taking it out closes it.
 */

import type { TokenSource } from "../access/access.ts";
import type { Connection } from "../connection.ts";
import type { Editor } from "../editor/index.ts";
import type { EmbedProblem } from "../embed/embed-problem.ts";
import type { EmbedSettings } from "../embed/embed-settings.ts";
import { EmbeddedEditor, type EmbedEvents, type EmbedStatus } from "../embed/embedded-editor.tsx";
import type { InterfaceWords } from "../ui/messages/use-words.ts";

/** The element as programs see it. */
export interface CoscribeEditorElement extends HTMLElement {
  /** The connection; undefined while the element is not in a document, or says nothing that can be joined. */
  readonly connection: Connection | undefined;
  /** The editor; undefined as long as it does not stand. */
  readonly editor: Editor | undefined;
  /** What the interface says, in place of what it would in the language of the element. */
  words: InterfaceWords | undefined;
  /** As `connect` takes it, such as a function that gives tokens; the attribute `token` where it is not set. */
  token: TokenSource | undefined;
}

/** The events of the element, which bubble, by what is in their `detail`. */
export interface CoscribeEditorEvents {
  readonly "coscribe-status": EmbedStatus;
  readonly "coscribe-saved": null;
  readonly "coscribe-change": { readonly isOwn: boolean };
  readonly "coscribe-problem": EmbedProblem;
}

const attributes = [
  "server",
  "document",
  "token",
  "offline",
  "readonly",
  "hide-people",
  "label",
  "user-name",
  "user-color",
  "user-id",
  "theme",
  "lang",
  "dir",
] as const;

/** The colour of somebody who has a name and none of their own. */
const plainColor = "#5b7083";

/**
 * Makes `<coscribe-editor>` (or another name) an editor, once; a name that is taken already stays what it
 * is. It is a function, so that importing it does nothing: not on a server, where there are no elements,
 * and not where a bundler drops what has no name.
 */
export function defineEditorElement(name = "coscribe-editor"): void {
  if (customElements.get(name) === undefined) customElements.define(name, elementClass());
}

/** Made when it is needed: servers have no HTMLElement to extend. */
function elementClass(): CustomElementConstructor {
  return class extends HTMLElement implements CoscribeEditorElement {
    static readonly observedAttributes: readonly string[] = attributes;
    #embedded: EmbeddedEditor | undefined;
    #words: InterfaceWords | undefined;
    #token: TokenSource | undefined;
    #isSettled = true;

    get connection(): Connection | undefined {
      return this.#embedded?.connection;
    }

    get editor(): Editor | undefined {
      return this.#embedded?.editor;
    }

    get words(): InterfaceWords | undefined {
      return this.#words;
    }

    set words(words: InterfaceWords | undefined) {
      this.#words = words;
      this.#settle();
    }

    get token(): TokenSource | undefined {
      return this.#token ?? this.getAttribute("token") ?? undefined;
    }

    set token(token: TokenSource | undefined) {
      this.#token = token;
      this.#settle();
    }

    connectedCallback(): void {
      this.#settle();
    }

    disconnectedCallback(): void {
      this.#settle();
    }

    /** Browsers that can move an element as it is call this and nothing else. */
    connectedMoveCallback(): void {
      // Everything stays.
    }

    attributeChangedCallback(): void {
      this.#settle();
    }

    /**
     * Goes by what is so once whoever changes things has finished: several attributes count as one change,
     * and an element that is put elsewhere was never away.
     */
    #settle(): void {
      if (!this.#isSettled) return;
      this.#isSettled = false;
      queueMicrotask(() => {
        this.#isSettled = true;
        this.#goOn();
      });
    }

    #goOn(): void {
      const settings = this.isConnected ? settingsOf(this) : undefined;
      if (settings === undefined) {
        this.#embedded?.close();
        this.#embedded = undefined;
      } else if (this.#embedded === undefined) {
        this.#embedded = new EmbeddedEditor(this, settings, eventsOf(this));
      } else {
        this.#embedded.update(settings);
      }
    }
  };
}

function settingsOf(element: CoscribeEditorElement): EmbedSettings {
  const value = (name: (typeof attributes)[number]): string | undefined =>
    element.getAttribute(name) ?? undefined;
  const [userName, theme, dir] = [value("user-name"), value("theme"), value("dir")];
  const id = value("user-id");
  return {
    server: value("server") ?? "",
    document: value("document") ?? "",
    token: element.token,
    offline: element.hasAttribute("offline"),
    hidesPeople: element.hasAttribute("hide-people"),
    isReadOnly: element.hasAttribute("readonly"),
    label: value("label"),
    user:
      userName === undefined
        ? undefined
        : {
            name: userName,
            color: value("user-color") ?? plainColor,
            ...(id !== undefined && { id }),
          },
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    dir: dir === "ltr" || dir === "rtl" ? dir : undefined,
    words: element.words,
  };
}

function eventsOf(element: HTMLElement): EmbedEvents {
  const tell = <Name extends keyof CoscribeEditorEvents>(
    name: Name,
    detail: CoscribeEditorEvents[Name],
  ): void => {
    element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  };
  return {
    status: (status) => tell("coscribe-status", status),
    saved: () => tell("coscribe-saved", null),
    change: (change) => tell("coscribe-change", change),
    problem: (problem) => tell("coscribe-problem", problem),
  };
}
