/** A page in WebKit, as {@link TestPage} wants it. */

import { setTimeout as delay } from "node:timers/promises";
import type { TestKeyboard, TestLocator, TestMouse, TestPage } from "../test-page.ts";
import { until } from "../until.ts";
import { chordSteps, type KeyStep, keyCode, letterSteps } from "./keys.ts";
import type { WebKitSession } from "./session.ts";

/** The page in the only window of a session. */
export class WebKitPage implements TestPage {
  readonly keyboard: TestKeyboard;
  readonly mouse: TestMouse;
  readonly #session: WebKitSession;

  constructor(session: WebKitSession) {
    this.#session = session;
    this.keyboard = keyboardOf(session);
    this.mouse = mouseOf(session);
  }

  evaluate<Result, Argument>(
    body: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result> {
    return this.run(`(${body.toString()})(arguments[0])`, argument) as Promise<Result>;
  }

  /** The value of an expression in the page, which finds `args` in `arguments`. */
  run(expression: string, ...args: readonly unknown[]): Promise<unknown> {
    const script = `return ${expression}`;
    return this.#session.command("POST", "/execute/sync", { script, args });
  }

  async waitForFunction(body: () => unknown): Promise<void> {
    while (!(await this.evaluate(body))) await delay(5);
  }

  goto(url: string): Promise<unknown> {
    return this.#session.command("POST", "/url", { url });
  }

  reload(): Promise<unknown> {
    return this.#session.command("POST", "/refresh");
  }

  async title(): Promise<string> {
    return (await this.#session.command("GET", "/title")) as string;
  }

  locator(selector: string): TestLocator {
    return new WebKitLocator(this, selector, 0);
  }

  textContent(selector: string): Promise<string | null> {
    return this.locator(selector).evaluate((element) => element.textContent);
  }

  getAttribute(selector: string, name: string): Promise<string | null> {
    return this.locator(selector).getAttribute(name);
  }

  isDisabled(selector: string): Promise<boolean> {
    return this.locator(selector).evaluate((element) => element.matches(":disabled"));
  }
}

/** The element number `index` of those that a selector finds; the page itself looks for them. */
class WebKitLocator implements TestLocator {
  readonly #page: WebKitPage;
  readonly #selector: string;
  readonly #index: number;

  constructor(page: WebKitPage, selector: string, index: number) {
    this.#page = page;
    this.#selector = selector;
    this.#index = index;
  }

  first(): TestLocator {
    return this.nth(0);
  }

  nth(index: number): TestLocator {
    return new WebKitLocator(this.#page, this.#selector, index);
  }

  count(): Promise<number> {
    return this.evaluateAll((elements) => elements.length);
  }

  /** Waits for the element, as in other browsers. */
  async click({ modifiers = [] }: { modifiers?: "Control"[] } = {}): Promise<void> {
    await until(this.#selector, async () => (await this.count()) > this.#index);
    const [x, y] = await this.evaluate((element) => {
      element.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + width / 2, top + height / 2] as const;
    });
    for (const key of modifiers) await this.#page.keyboard.down(key);
    await this.#page.mouse.click(x, y);
    for (const key of modifiers) await this.#page.keyboard.up(key);
  }

  focus(): Promise<void> {
    return this.evaluate((element) => (element as HTMLElement).focus());
  }

  innerText(): Promise<string> {
    return this.evaluate((element) => (element as HTMLElement).innerText);
  }

  async getAttribute(name: string): Promise<string | null> {
    const read = "(element, name) => element.getAttribute(name)";
    return (await this.#page.run(`(${read})(${this.#found}, arguments[0])`, name)) as string | null;
  }

  async evaluate<Result>(body: (element: Element) => Result): Promise<Result> {
    return (await this.#page.run(`(${body.toString()})(${this.#found})`)) as Result;
  }

  async evaluateAll<Result>(body: (elements: Element[]) => Result): Promise<Result> {
    return (await this.#page.run(`(${body.toString()})(${this.#all})`)) as Result;
  }

  get #all(): string {
    return `[...document.querySelectorAll(${JSON.stringify(this.#selector)})]`;
  }

  get #found(): string {
    return `${this.#all}[${this.#index}]`;
  }
}

function keyboardOf(session: WebKitSession): TestKeyboard {
  const send = (...steps: KeyStep[]): Promise<void> => act(session, "key", steps);
  return {
    press: (chord) => send(...chordSteps(chord)),
    type: (text) => send(...letterSteps(text)),
    down: (key) => send({ type: "keyDown", value: keyCode(key) }),
    up: (key) => send({ type: "keyUp", value: keyCode(key) }),
  };
}

function mouseOf(session: WebKitSession): TestMouse {
  let at: readonly [x: number, y: number] = [0, 0];
  const send = (...steps: readonly object[]): Promise<void> => act(session, "pointer", steps);
  const moveTo = (x: number, y: number): object => {
    at = [x, y];
    return { type: "pointerMove", x: Math.round(x), y: Math.round(y) };
  };
  const [down, up] = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 })) as [
    object,
    object,
  ];
  return {
    move: (x, y, { steps = 1 } = {}) => {
      const [fromX, fromY] = at;
      const parts = Array.from({ length: steps }, (_, i) => (i + 1) / steps);
      return send(
        ...parts.map((part) => moveTo(fromX + (x - fromX) * part, fromY + (y - fromY) * part)),
      );
    },
    down: () => send(down),
    up: () => send(up),
    click: (x, y, { clickCount = 1 } = {}) =>
      send(moveTo(x, y), ...Array.from({ length: clickCount }, () => [down, up]).flat()),
  };
}

async function act(
  session: WebKitSession,
  type: "key" | "pointer",
  actions: readonly object[],
): Promise<void> {
  await session.command("POST", "/actions", { actions: [{ type, id: type, actions }] });
}
