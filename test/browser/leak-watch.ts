/**
 * Counts in a page what somebody who has gone must not leave behind. Runs before anything else in the
 * page, as an init script, so it is one function that needs nothing around it.
 */

/** What is there at the moment. */
export interface Remains {
  /** WebSockets that are neither closing nor closed. */
  readonly sockets: number;
  readonly timers: number;
  /** Listeners on the window, the document and the visual viewport. */
  readonly listeners: number;
  readonly elements: number;
  readonly rejections: number;
}

declare global {
  /** Counts now. */
  var remains: () => Remains;
}

/** Begins to watch. */
export function watchForLeaks(): void {
  const sockets = new Set<WebSocket>();
  const timers = new Set<unknown>();
  let rejections = 0;
  let listeners = 0;

  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.add(this);
    }
  };

  const { setTimeout: realTimeout, clearTimeout: realClear } = globalThis;
  const { setInterval: realInterval, clearInterval: realClearInterval } = globalThis;
  globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const id = realTimeout(() => {
      timers.delete(id);
      run(...args);
    }, ms);
    timers.add(id);
    return id;
  }) as typeof setTimeout;
  globalThis.setInterval = ((run: () => void, ms?: number, ...args: unknown[]) => {
    const id = realInterval(run, ms, ...args);
    timers.add(id);
    return id;
  }) as typeof setInterval;
  globalThis.clearTimeout = (id) => {
    timers.delete(id);
    realClear(id as number);
  };
  globalThis.clearInterval = (id) => {
    timers.delete(id);
    realClearInterval(id as number);
  };

  // A listener is known by what it listens to, and is there once however often it is added.
  const known = new Map<EventTarget, Map<unknown, Set<string>>>();
  const isWatched = (target: EventTarget): boolean =>
    target === globalThis || target === document || target === globalThis.visualViewport;
  const keyOf = (type: string, options: unknown): string =>
    `${type} ${typeof options === "object" && options !== null ? Boolean((options as AddEventListenerOptions).capture) : Boolean(options)}`;
  const { addEventListener: realAdd, removeEventListener: realRemove } = EventTarget.prototype;
  const forget = (target: EventTarget, listener: unknown, key: string): void => {
    if (known.get(target)?.get(listener)?.delete(key) === true) listeners--;
  };
  EventTarget.prototype.addEventListener = function add(type, listener, options) {
    const target = (this as EventTarget | undefined) ?? globalThis;
    if (isWatched(target) && listener !== null) {
      const key = keyOf(type, options);
      const ofTarget = known.get(target) ?? new Map<unknown, Set<string>>();
      const keys = ofTarget.get(listener) ?? new Set<string>();
      known.set(target, ofTarget.set(listener, keys));
      if (!keys.has(key)) listeners++;
      keys.add(key);
      const signal = typeof options === "object" ? options.signal : undefined;
      if (signal) realAdd.call(signal, "abort", () => forget(target, listener, key));
    }
    realAdd.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function remove(type, listener, options) {
    const target = (this as EventTarget | undefined) ?? globalThis;
    forget(target, listener, keyOf(type, options));
    realRemove.call(target, type, listener, options);
  };
  realAdd.call(globalThis, "unhandledrejection", () => rejections++);

  globalThis.remains = () => ({
    sockets: [...sockets].filter(({ readyState }) => readyState < 2).length,
    timers: timers.size,
    listeners,
    elements: document.body.querySelectorAll("*").length,
    rejections,
  });
}
