/**
 * Tells hooks and webhooks what becomes of documents. Those of one document are called in order, one after the other;
 * no room waits for any of them.
 */

import type { DocumentName } from "@coscribe/shared";
import type { Settings } from "../options.ts";
import type { Room } from "../room/room.ts";
import { callHook } from "./call-hook.ts";
import type { Notice } from "./notice.ts";
import { SavedNotices } from "./saved-notices.ts";
import type { HookResult, ServerHooks } from "./server-hooks.ts";

/** See the head of this file. */
export class Notices {
  readonly #settings: Settings;
  readonly #send: ((notice: Notice) => void) | undefined;
  /** The last call for each document that has one under way; never rejects. */
  readonly #calls = new Map<DocumentName, Promise<void>>();

  /** Tells `send` everything, too. */
  constructor(settings: Settings, send?: (notice: Notice) => void) {
    this.#settings = settings;
    this.#send = send;
  }

  /** Whether a server with these hooks needs any of this. */
  static areNeeded({ documentOpened, documentSaved, documentClosed }: ServerHooks): boolean {
    return [documentOpened, documentSaved, documentClosed].some((hook) => hook !== undefined);
  }

  /** Tells what becomes of the document of a room that was just opened. */
  watch(room: Room): void {
    const { name: document } = room;
    const saved = new SavedNotices(this.#settings, (news) =>
      this.#tell({ type: "documentSaved", document, ...news }),
    );
    room.watch({
      changed: (change) => saved.changed(change),
      presenceChanged: () => undefined,
      saved: (changes) => saved.saved(changes),
      closed: () => {
        saved.tellNow();
        void this.#tell({ type: "documentClosed", document });
      },
    });
    void this.#tell({ type: "documentOpened", document });
  }

  /** Waits for the hooks that are under way, for no longer than one may take. */
  async close(): Promise<void> {
    const { clock, hookTimeoutMs } = this.#settings;
    await new Promise<void>((resolve) => {
      const timer = clock.after(hookTimeoutMs, resolve);
      void Promise.all(this.#calls.values()).then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  /** Resolves when the hook has been called, whatever came of it. */
  #tell(notice: Notice): Promise<void> {
    this.#send?.(notice);
    const { hooks } = this.#settings;
    if (hooks[notice.type] === undefined) return Promise.resolve();
    const { document: name } = notice;
    const before = this.#calls.get(name) ?? Promise.resolve();
    const call = before
      .then(() => callHook(this.#settings, { hook: notice.type, name }, () => tell(hooks, notice)))
      // It was reported.
      .catch(() => undefined)
      .then(() => {
        if (this.#calls.get(name) === call) this.#calls.delete(name);
      });
    this.#calls.set(name, call);
    return call;
  }
}

function tell(hooks: ServerHooks, notice: Notice): HookResult {
  switch (notice.type) {
    case "documentOpened":
      return hooks.documentOpened?.({ document: notice.document });
    case "documentClosed":
      return hooks.documentClosed?.({ document: notice.document });
    case "documentSaved": {
      const { document, generation, sequence, users } = notice;
      return hooks.documentSaved?.({ document, generation, sequence, users });
    }
    default:
      return notice satisfies never;
  }
}
