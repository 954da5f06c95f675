/**
 * Mounts the editor on a connection: the view, its plugins, other people's carets, and what a page
 * may ask of them. How edits travel is view-binding.ts's. Plugins are made once: those that keep
 * something would lose it if they were ever made again. Those of features that come late join the others.
 */

import { flowText, type Flow } from "@coscribe/shared/flow";
import { EditorState, Selection, type Command, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Editor, EditorConnection, EditorOptions } from "./api.ts";
import type { EditorCommand, TextRange } from "./editor-command.ts";
import type { EditorSummary } from "./editor-summary.ts";
import { requireOwnYjs } from "../own-yjs.ts";
import { isOfNewerVersion, watchForNewerVersion } from "./binding/newer-version.ts";
import { ViewBinding } from "./binding/view-binding.ts";
import { withContext, type EditorContext } from "./context.ts";
import { tellEditable } from "./editable.ts";
import type { EditorFeature, Tool } from "./feature.ts";
import { joinFeatures, loadFeatures, type JoinedFeatures } from "./joined-features.ts";
import { LateLoad } from "./late-load.ts";
import { kindToolOf } from "./kind-tool-of.ts";
import { doInPlaceOf } from "./commands/in-place-of.ts";
import { liveSelection } from "./live-selection.ts";
import { handleClipboard } from "./plugins/clipboard.ts";
import { holdCompositions } from "./plugins/composition.ts";
import { readDomChanges } from "./plugins/dom-changes.ts";
import { guardReadOnly } from "./plugins/document.ts";
import { showHints } from "./plugins/hints.ts";
import { watchInput } from "./plugins/input.ts";
import { handleKeys } from "./plugins/keys.ts";
import { keepCaretDrawn, skipsBlocks } from "./plugins/long-document.ts";
import { takeSoftKeys } from "./plugins/soft-keys.ts";
import { PluginList } from "./plugins/plugin-list.ts";
import { NodeViews } from "./plugins/node-views.ts";
import type { CaretLayer } from "./presence/caret-layer.ts";
import { CaretSender } from "./presence/caret-sender.ts";
import { toCommand } from "./run.ts";
import { Speech, type WordLookup } from "./say.ts";
import type { Followed, Follower } from "./presence/follower.ts";
import { summarize } from "./summary.ts";

/**
 * Mounts an editor with `features` and what of them comes later, which `Editor.tools` tells: as
 * `mountEditor`, which has all of ours from the start, and takes them into the page's first load.
 */
export function mountFeatures(
  features: readonly EditorFeature[],
  element: HTMLElement,
  connection: EditorConnection,
  options: Omit<EditorOptions, "features"> = {},
): Editor {
  requireOwnYjs(connection.doc);
  return new MountedEditor(features, element, connection, options);
}

function contextFor(
  connection: EditorConnection,
  speech: Speech,
  { onNotice }: EditorOptions,
): EditorContext {
  return {
    files: connection.files,
    onUploads: (listener) => connection.on?.("uploads", listener) ?? (() => undefined),
    say: (key, english) => speech.say(key, english),
    language: () => speech.language,
    notify: (notice) => onNotice?.(notice),
  };
}

/** Longer than ProseMirror takes to read what an input method has written, in milliseconds. */
const composedMs = 100;

class MountedEditor implements Editor {
  readonly view: EditorView;
  readonly #frame: HTMLElement;
  #features: JoinedFeatures;
  readonly #nodeViews: NodeViews;
  #plugins = new PluginList([], []);
  readonly #binding: ViewBinding;
  readonly #late = new LateLoad();
  readonly #speech: Speech;
  #carets: CaretLayer | undefined;
  readonly #caretSender: CaretSender;
  readonly #connection: EditorConnection;
  #followed: Followed | undefined;
  #follower: Follower | undefined;
  readonly #listeners = new Set<(summary: EditorSummary) => void>();
  #summary: EditorSummary;
  readonly #unwatch: () => void;
  #isReadOnly: boolean;
  #isOfNewerVersion: boolean;
  #label: string;
  #placeholder: string | undefined;
  #attached: readonly Plugin[] = [];

  constructor(
    features: readonly EditorFeature[],
    element: HTMLElement,
    connection: EditorConnection,
    options: EditorOptions,
  ) {
    const { readOnly = false } = options;
    this.#features = joinFeatures(features);
    this.#nodeViews = new NodeViews(() => this.#features);
    this.#speech = new Speech(options.words);
    const { doc, awareness } = connection;
    const text = flowText(doc);
    this.#label = options.label ?? "Document";
    this.#placeholder = options.placeholder;
    this.#isOfNewerVersion = isOfNewerVersion(text);
    this.#isReadOnly = readOnly || this.#isOfNewerVersion;
    this.#unwatch = watchForNewerVersion(text, () => {
      this.#isOfNewerVersion = true;
      this.setReadOnly(true);
    });
    this.#binding = new ViewBinding(doc, this.#features.schema);
    this.#connection = connection;
    this.#caretSender = new CaretSender(awareness);
    this.#frame = element.ownerDocument.createElement("div");
    this.#frame.className = "coscribe-editor";
    element.append(this.#frame);
    this.view = this.#createView(options);
    this.#binding.attach(this.view, () => liveSelection(this.view));
    this.#summary = this.#summarize();
    const loadRest = (): void => this.#loadRest(features);
    if (options.lateTime === undefined) loadRest();
    else options.lateTime.then(loadRest, loadRest);
  }

  get tools(): readonly Tool[] {
    return this.#features.tools;
  }

  get state(): EditorSummary {
    return this.#summary;
  }

  onChange(listener: (summary: EditorSummary) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  run(command: EditorCommand): boolean {
    if (this.#isReadOnly) return false;
    if (this.#binding.hold.letters !== undefined) this.#binding.refresh();
    if (command.type === "undo") return this.#binding.history.undo();
    if (command.type === "redo") return this.#binding.history.redo();
    const edit = toCommand(command, this.#features.commands);
    return edit !== undefined && this.#do(edit);
  }

  use(id: string, instead?: TextRange): boolean {
    if (this.#isReadOnly) return false;
    if (this.#binding.hold.letters !== undefined) this.#binding.refresh();
    const tool = this.tools.find((candidate) => candidate.id === id);
    if (tool === undefined) return false;
    if (instead === undefined) return this.#do(tool.command);
    return doInPlaceOf(this.view, instead, tool.command, this.view);
  }

  attach(plugin: Plugin): () => void {
    this.#setAttached([...this.#attached, plugin]);
    return () => {
      if (!this.view.isDestroyed) {
        this.#setAttached(this.#attached.filter((other) => other !== plugin));
      }
    };
  }

  setReadOnly(wanted: boolean): void {
    const readOnly = wanted || this.#isOfNewerVersion;
    if (readOnly !== this.#isReadOnly) {
      this.#isReadOnly = readOnly;
      this.view.updateState(this.view.state);
      if (readOnly) this.#caretSender.clear();
    }
    this.#tellSummary();
  }

  follow(isTheirs: (clientId: number) => boolean, ended: () => void): () => void {
    const stop = (): void => {
      if (this.#followed === followed) this.#unfollow();
    };
    const followed: Followed = {
      isTheirs,
      ended: () => {
        stop();
        ended();
      },
    };
    this.#unfollow();
    this.#followed = followed;
    void this.#late.load().then((part) => {
      if (part === undefined || this.#followed !== followed) return;
      const flow = (): Flow => this.#binding.flow;
      this.#follower = new part.Follower(this.view, this.#connection, flow, followed);
    });
    return stop;
  }

  setWords(words: WordLookup | undefined): void {
    if (!this.#speech.change(words)) return;
    this.#whenComposed(() => this.view.setProps({ nodeViews: this.#nodeViews.byName }));
  }

  setLabel(label: string): void {
    this.#label = label;
    this.view.updateState(this.view.state);
  }

  setPlaceholder(placeholder: string): void {
    this.#placeholder = placeholder;
    this.#whenComposed(() => this.view.updateState(this.view.state));
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.#listeners.clear();
    this.#caretSender.clear();
    this.#unwatch();
    this.#carets?.destroy();
    this.#unfollow();
    this.#binding.destroy();
    this.view.destroy();
    this.#frame.remove();
  }

  /** Fetches what the first letter did not need. */
  #loadRest(features: readonly EditorFeature[]): void {
    if (this.view.isDestroyed) return;
    void this.#late.load().then((part) => {
      if (part === undefined || this.view.isDestroyed) return;
      const flow = (): Flow => this.#binding.flow;
      this.#carets = new part.CaretLayer(this.#frame, this.view, this.#connection, flow);
      this.#plugins.takeLate(part.latePlugins());
      this.#betweenEvents(() => this.#renewPlugins());
    });
    if (this.#features.features.some(({ load }) => load !== undefined)) {
      loadFeatures(features).then((all) => this.#betweenEvents(() => this.#take(all)), reportError);
    }
  }

  #unfollow(): void {
    this.#follower?.destroy();
    this.#follower = undefined;
    this.#followed = undefined;
  }

  #setAttached(plugins: readonly Plugin[]): void {
    this.#attached = plugins;
    this.view.setProps({ plugins });
  }

  #do(command: Command): boolean {
    return command(this.view.state, this.view.dispatch.bind(this.view), this.view);
  }

  #createView(options: EditorOptions): EditorView {
    const doc = this.#binding.document;
    const window = this.#frame.ownerDocument.defaultView;
    this.#plugins = this.#createPlugins(options);
    const plugins = this.#plugins.withFeatures(this.#features.features);
    return new EditorView(this.#frame, {
      state: EditorState.create({ doc, plugins, selection: Selection.atStart(doc) }),
      editable: () => !this.#isReadOnly,
      ...withContext(contextFor(this.#connection, this.#speech, options)),
      nodeViews: this.#nodeViews.byName,
      attributes: (state) => ({
        class: skipsBlocks(state.doc, window) ? "coscribe-text is-long" : "coscribe-text",
        role: "textbox",
        tabindex: "0",
        "aria-multiline": "true",
        "aria-label": this.#label,
        "aria-readonly": String(this.#isReadOnly),
        // Only who cannot edit may have the page translated; see plugins/dom-changes.ts.
        translate: this.#isReadOnly ? "yes" : "no",
      }),
      handleDOMEvents: {
        focus: () => {
          this.#sendCaret();
          return false;
        },
      },
      dispatchTransaction: (transaction) => {
        this.#binding.dispatch(this.view, transaction);
        if (this.view.hasFocus()) this.#sendCaret();
        this.#carets?.update();
        this.#tellSummary();
      },
    });
  }

  /** Takes plugins that have come. What those keep in the state that were there stays as it is. */
  #renewPlugins(): void {
    if (this.#binding.hold.letters !== undefined) this.#binding.refresh();
    this.view.updateState(
      this.view.state.reconfigure({ plugins: this.#plugins.withFeatures(this.#features.features) }),
    );
  }

  /** Takes what has come of the features, between two events. */
  #take(features: JoinedFeatures): void {
    const before = this.#features;
    this.#features = features;
    this.#renewPlugins();
    this.#nodeViews.drawAnew(this.view, before);
    this.#tell({ ...this.#summary });
  }

  /** Does what must not come between a key and its letter. */
  #betweenEvents(action: () => void): void {
    setTimeout(() => this.#whenComposed(action));
  }

  /** Does what draws something anew: not under an input method, which would lose what it is writing in. */
  #whenComposed(draw: () => void): void {
    const { view } = this;
    if (view.isDestroyed) return;
    if (!view.composing) {
      draw();
      return;
    }
    // Once ProseMirror has taken what was composed.
    const later = (): unknown => setTimeout(() => this.#whenComposed(draw), composedMs);
    view.dom.addEventListener("compositionend", later, { once: true });
  }

  #createPlugins({ plugins = [], labelOf = labelIn }: EditorOptions): PluginList {
    const { history, hold } = this.#binding;
    const { schema } = this.#features;
    // Before all that edits.
    const before = [holdCompositions(hold, () => this.#binding.refresh())];
    const after = [
      handleKeys(history, () => this.#features.keys),
      watchInput(() => this.#features.inputRules),
      takeSoftKeys(),
      readDomChanges(schema),
      handleClipboard(schema, this.#late),
      tellEditable(),
      guardReadOnly(() => this.#isReadOnly),
      keepCaretDrawn(),
      this.#nodeViews.createPlugin(),
      showHints(
        {
          emptyDocument: () => this.#placeholder,
          emptyLine: (line) => {
            const tool = kindToolOf(this.tools, line);
            return tool && labelOf(tool);
          },
        },
        () => this.#isReadOnly,
      ),
      ...plugins,
    ];
    return new PluginList(before, after);
  }

  #sendCaret(): void {
    const { flow, hold } = this.#binding;
    if (!this.#isReadOnly) this.#caretSender.send(this.view.state, flow, hold.letters);
  }

  #summarize(): EditorSummary {
    const { canUndo, canRedo } = this.#binding.history;
    const context = {
      canUndo,
      canRedo,
      isReadOnly: this.#isReadOnly,
      isOfNewerVersion: this.#isOfNewerVersion,
    };
    return summarize(this.view.state, context, this.#summary);
  }

  #tellSummary(): void {
    const summary = this.#summarize();
    if (summary !== this.#summary) this.#tell(summary);
  }

  #tell(summary: EditorSummary): void {
    this.#summary = summary;
    for (const listener of this.#listeners) listener(summary);
  }
}

function labelIn({ label }: Tool): string {
  return label;
}
