/**
 * One editor in somebody's page: it joins the document, puts the editor with its tools into an element,
 * and takes all of it away again. The custom element and the React component are made of this.
 *
 * Everything is drawn into one child of the element, in the document and not in a shadow tree: selections
 * and input methods work across all browsers only there. Leaving sends what waits to be sent; what the
 * server has not confirmed by then is in the offline copy, if there is one, and otherwise in the Y.Doc of
 * `connection` and nowhere else.
 */

import { render } from "preact";
import * as Y from "yjs";
import type { TokenSource } from "../access/access.ts";
import { connect, type Connection } from "../connection.ts";
import type { Editor } from "../editor/index.ts";
import type { SaveStatus } from "../saving/save-status.ts";
import type { ConnectionStatus, User } from "../status.ts";
import { englishWords } from "../ui/messages/english-words.ts";
import { chooseLanguage, directionOf, languageOf } from "../ui/messages/languages.ts";
import { loadWords } from "../ui/messages/load-words.ts";
import { WordsContext, type InterfaceWords } from "../ui/messages/use-words.ts";
import { Banner } from "../ui/parts/banner.tsx";
import { EmbedFrame } from "./embed-frame.tsx";
import { problemInWords, problemOf, socketAddress, type EmbedProblem } from "./embed-problem.ts";
import { isSamePlace, type EmbedSettings } from "./embed-settings.ts";

/** What an embedded editor tells. */
export interface EmbedEvents {
  /** The connection, or where the edits are, is in another state. */
  readonly status?: (status: EmbedStatus) => void;
  /** Every edit made so far is on the server's disk. */
  readonly saved?: () => void;
  /** The document is another one, by an edit of anybody; `isOwn`: made in this page. */
  readonly change?: (change: { readonly isOwn: boolean }) => void;
  /** There is nothing to join: server or document is missing, or is none. Other settings may mend it. */
  readonly problem?: (problem: EmbedProblem) => void;
}

/** How it stands. */
export interface EmbedStatus {
  readonly connection: ConnectionStatus;
  readonly saving: SaveStatus;
}

/** See the head of this file. */
export class EmbeddedEditor {
  readonly #element: HTMLElement;
  readonly #root: HTMLElement;
  readonly #events: EmbedEvents;
  #settings: EmbedSettings;
  /** Undefined before they are loaded. */
  #words: InterfaceWords | undefined;
  /** What they were chosen by: those of the settings, or a language. */
  #spoken: InterfaceWords | string | undefined;
  /** The joined document; undefined where there can be none, for the reason in `#problem`. */
  #joined: { readonly connection: Connection; readonly leave: () => void } | undefined;
  #problem: EmbedProblem | undefined;
  /** Told apart by it, each joined document gets a frame of its own. */
  #joinCount = 0;
  #editor: Editor | undefined;
  readonly #languages: MutationObserver;
  #isClosed = false;

  /** Fills `element` from now on. */
  constructor(element: HTMLElement, settings: EmbedSettings, events: EmbedEvents = {}) {
    this.#element = element;
    this.#settings = settings;
    this.#events = events;
    this.#root = element.ownerDocument.createElement("div");
    this.#root.className = "coscribe";
    element.append(this.#root);
    // The language of any element around it may change.
    this.#languages = new MutationObserver(() => this.#chooseWords());
    this.#languages.observe(element.ownerDocument, { subtree: true, attributeFilter: ["lang"] });
    this.#join();
    this.#chooseWords();
    this.#draw();
  }

  /** The connection; undefined where server or document cannot be joined. */
  get connection(): Connection | undefined {
    return this.#joined?.connection;
  }

  /** The editor; undefined as long as it does not stand. */
  get editor(): Editor | undefined {
    return this.#editor;
  }

  /** Goes on with other settings. Another server or document is joined anew. */
  update(settings: EmbedSettings): void {
    if (this.#isClosed) return;
    const before = this.#settings;
    this.#settings = settings;
    const { connection } = this;
    // Of two functions each asks the one that is there then.
    const hasFunctions = typeof settings.token === "function" && typeof before.token === "function";
    const isTokenNew = !hasFunctions && settings.token !== before.token;
    if (!isSamePlace(settings, before)) this.#join();
    else if (isOffline(settings) !== isOffline(before))
      this.#join(connection && copyOf(connection));
    else if (isTokenNew) connection?.setToken(this.#token);
    if (!isSameUser(settings.user, before.user)) this.connection?.setUser(settings.user);
    this.#chooseWords();
    this.#draw();
  }

  /** Leaves the document and takes everything out of the element. Calling it again does nothing. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#languages.disconnect();
    render(null, this.#root);
    this.#joined?.leave();
    this.#joined = undefined;
    this.#root.remove();
  }

  /** What the settings give, or the latest function in them will. */
  get #token(): TokenSource | undefined {
    const { token } = this.#settings;
    if (typeof token !== "function") return token;
    return () => {
      const latest = this.#settings.token;
      return typeof latest === "function" ? latest() : latest;
    };
  }

  /** Begins with what is in `doc`, if there is one. */
  #join(doc?: Y.Doc): void {
    this.#joined?.leave();
    this.#joined = undefined;
    this.#joinCount++;
    const { server, document: name, user } = this.#settings;
    const token = this.#token;
    const base = this.#element.baseURI;
    this.#problem = problemOf(this.#settings, base);
    if (this.#problem !== undefined) {
      this.#events.problem?.(this.#problem);
      return;
    }
    const connection = connect(socketAddress(server, base)!, name, {
      offline: isOffline(this.#settings),
      ...(doc !== undefined && { doc }),
      ...(user !== undefined && { user }),
      ...(token !== undefined && { token }),
    });
    this.#joined = { connection, leave: this.#listen(connection) };
  }

  /** Returns the function that closes the connection. */
  #listen(connection: Connection): () => void {
    const tellStatus = (): void =>
      this.#events.status?.({ connection: connection.status, saving: connection.saveStatus });
    connection.on("status", tellStatus);
    connection.on("saveStatus", (status) => {
      tellStatus();
      if (status.state === "saved") this.#events.saved?.();
    });
    const tellChange = (
      _update: Uint8Array,
      _origin: unknown,
      _doc: unknown,
      edit: { local: boolean },
    ): void => this.#events.change?.({ isOwn: edit.local });
    connection.doc.on("update", tellChange);
    const { ownerDocument: page } = this.#element;
    const tellAway = (): void => connection.setAway(page.visibilityState === "hidden");
    tellAway();
    page.addEventListener("visibilitychange", tellAway);
    return () => {
      page.removeEventListener("visibilitychange", tellAway);
      connection.doc.off("update", tellChange);
      // Nobody is told that it is closed who has closed it.
      connection.close();
    };
  }

  /** English is there at once; other languages are loaded, and English stands in if they cannot be. */
  #chooseWords(): void {
    const language = chooseLanguage([this.#settings.lang ?? languageAround(this.#element)]);
    const spoken = this.#settings.words ?? language;
    if (spoken === this.#spoken) return;
    this.#spoken = spoken;
    if (typeof spoken !== "string") this.#words = spoken;
    else if (languageOf(language) === "en") this.#words = englishWords;
    else {
      void loadWords([language])
        .catch(() => englishWords)
        .then((loaded) => {
          if (this.#isClosed || this.#spoken !== spoken) return;
          this.#words = loaded;
          this.#draw();
        });
      return;
    }
    this.#draw();
  }

  #draw(): void {
    const words = this.#words;
    if (words === undefined) return;
    const { theme, isReadOnly = false, hidesPeople = false, label, dir } = this.#settings;
    this.#root.lang = words.language;
    this.#root.dir = dir ?? directionOf(words.language);
    if (theme === undefined) delete this.#root.dataset["theme"];
    else this.#root.dataset["theme"] = theme;
    const connection = this.#joined?.connection;
    render(
      <WordsContext.Provider value={words}>
        {connection === undefined ? (
          <Banner title={words.say("failure.title")}>
            {this.#problem && <p>{problemInWords(words, this.#problem, this.#settings)}</p>}
          </Banner>
        ) : (
          <EmbedFrame
            key={this.#joinCount}
            connection={connection}
            isReadOnly={isReadOnly}
            hidesPeople={hidesPeople}
            label={label}
            onEditorChange={(editor) => {
              this.#editor = editor;
            }}
          />
        )}
      </WordsContext.Provider>,
      this.#root,
    );
  }
}

/** As the nearest element says that has one, or the browser's. */
function languageAround(element: HTMLElement): string {
  return element.closest<HTMLElement>("[lang]")?.lang ?? navigator.language;
}

function isSameUser(one: User | undefined, other: User | undefined): boolean {
  return one?.name === other?.name && one?.color === other?.color && one?.id === other?.id;
}

function isOffline({ offline = false }: EmbedSettings): boolean {
  return offline;
}

/** A document of its own with the same content: the other one stays with the connection that had it. */
function copyOf({ doc }: Connection): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
