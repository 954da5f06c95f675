/**
 * What tests of closing run in a page: connections with editors that are closed in every state they can be
 * in, and a count of what they leave in the page. Bundled by closing.test.ts.
 */

import { connect, type Connection } from "@coscribe/client";
import { mountEditor } from "@coscribe/client/editor";

/** What can be left behind, counted. */
export interface Traces {
  timers: number;
  sockets: number;
  databases: number;
  channels: number;
  /** On the window and the document. */
  listeners: number;
  observers: number;
  elements: number;
  rejections: number;
}

/** How far it comes before it is closed. */
export type Moment = "turn" | "microtask" | "task" | "connected" | "synced" | "saved";

const traces: Traces = {
  timers: 0,
  sockets: 0,
  databases: 0,
  channels: 0,
  listeners: 0,
  observers: 0,
  elements: 0,
  rejections: 0,
};

/** Replaces what pages use by the same that counts. To be called before anything else. */
function count(): void {
  addEventListener("unhandledrejection", () => traces.rejections++);
  countTimers("setTimeout", "clearTimeout", true);
  countTimers("setInterval", "clearInterval", false);
  countListeners(window);
  countListeners(document);
  globalThis.WebSocket = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      traces.sockets++;
      this.addEventListener("close", () => traces.sockets--);
    }
  };
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      traces.channels++;
    }

    override close(): void {
      traces.channels--;
      super.close();
    }
  };
  globalThis.ResizeObserver = class extends ResizeObserver {
    constructor(callback: ResizeObserverCallback) {
      super(callback);
      traces.observers++;
    }

    override disconnect(): void {
      traces.observers--;
      super.disconnect();
    }
  };
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (name, version) => {
    const request = open(name, version);
    request.addEventListener("success", () => traces.databases++);
    return request;
  };
  const close = IDBDatabase.prototype.close;
  IDBDatabase.prototype.close = function (this: IDBDatabase): void {
    traces.databases--;
    close.call(this);
  };
}

type Callback = (...args: unknown[]) => void;

function countTimers(
  start: "setTimeout" | "setInterval",
  stop: "clearTimeout" | "clearInterval",
  isOnce: boolean,
): void {
  const running = new Set<number>();
  const [begin, end] = [globalThis[start] as (...args: unknown[]) => number, globalThis[stop]];
  const done = (id: number): void => {
    if (running.delete(id)) traces.timers--;
  };
  const counted = (callback: Callback, ms: number, ...args: unknown[]): number => {
    const id = begin(() => {
      if (isOnce) done(id);
      callback(...args);
    }, ms);
    running.add(id);
    traces.timers++;
    return id;
  };
  const cancel = (id: number): void => {
    done(id);
    end(id);
  };
  Object.assign(globalThis, { [start]: counted, [stop]: cancel });
}

function countListeners(target: EventTarget): void {
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  const there = new Map<string, Set<unknown>>();
  target.addEventListener = (type, listener, options) => {
    const listeners = there.get(type) ?? new Set();
    there.set(type, listeners);
    if (!listeners.has(listener)) traces.listeners++;
    listeners.add(listener);
    add(type, listener, options);
    if (typeof options !== "object") return;
    options.signal?.addEventListener("abort", () => {
      if (listeners.delete(listener)) traces.listeners--;
    });
  };
  target.removeEventListener = (type, listener, options) => {
    if (there.get(type)?.delete(listener) === true) traces.listeners--;
    remove(type, listener, options);
  };
}

/** What is there now. */
function left(): Traces {
  return { ...traces, elements: document.querySelectorAll("*").length };
}

/**
 * Connects, mounts an editor, and closes both again, as a component that is mounted for a moment does.
 * Resolves to what there was before they were closed.
 */
async function visit(url: string, moment: Moment): Promise<Traces> {
  const place = document.createElement("div");
  document.body.append(place);
  const connection = connect(url, "doc", {
    offline: true,
    // The client has taken its own before this page began to count.
    WebSocket: globalThis.WebSocket,
    user: { name: "Ada", color: "#aa0000" },
  });
  // Nobody waits for these, as in a component that goes on when they resolve and does not otherwise.
  void connection.synced();
  void connection.loaded();
  void connection.whenSaved();
  const editor = mountEditor(place, connection);
  editor.focus();
  const reached = comes(connection, moment);
  if (reached !== undefined) await reached;
  // What somebody has typed by then.
  editor.view.dispatch(editor.view.state.tr.insertText("x", 1));
  void connection.whenSaved();
  const there = left();
  editor.destroy();
  connection.close();
  void connection.synced();
  void connection.whenSaved();
  place.remove();
  return there;
}

function comes(connection: Connection, moment: Moment): Promise<unknown> | undefined {
  switch (moment) {
    case "turn":
      return undefined;
    case "microtask":
      return Promise.resolve();
    case "task":
      return new Promise((resolve) => setTimeout(resolve));
    case "connected":
      return new Promise<void>((resolve) => {
        connection.on("status", ({ state }) => {
          if (state === "connected") resolve();
        });
      });
    case "synced":
      return connection.synced();
    case "saved":
      return connection.whenSaved();
    default:
      return moment satisfies never;
  }
}

/** What strict frameworks do with a component at first: it is mounted, taken away, and mounted again. */
async function visitTwice(url: string, moment: Moment): Promise<void> {
  await visit(url, "turn");
  await visit(url, moment);
}

const page = { count, left, visit, visitTwice };

/** What a test can do in the page. */
export type ClosingPage = typeof page;

Object.assign(globalThis, { page });
