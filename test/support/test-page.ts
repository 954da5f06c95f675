/**
 * What tests do on a page in any browser. A `Page` of Playwright is one, and so is a page in WebKit,
 * which Playwright cannot drive as it is installed. What only some can do is not here: tests of it run
 * in those, see browser.ts.
 */

/** An open page. */
export interface TestPage {
  readonly keyboard: TestKeyboard;
  readonly mouse: TestMouse;

  /** Runs a function in the page, which sees nothing but its argument; both are JSON. */
  evaluate<Result, Argument>(
    body: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  evaluate<Result>(body: () => Result | Promise<Result>): Promise<Result>;

  /** Resolves once `body` returns something true in the page. */
  waitForFunction(body: () => unknown): Promise<unknown>;

  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  title(): Promise<string>;
  /** The elements that a CSS selector finds, whenever one of its methods is called. */
  locator(selector: string): TestLocator;
  textContent(selector: string): Promise<string | null>;
  getAttribute(selector: string, name: string): Promise<string | null>;
  isDisabled(selector: string): Promise<boolean>;
}

/** Keys by the names of KeyboardEvent.key; `press` takes chords such as `Control+Shift+z`. */
export interface TestKeyboard {
  press(chord: string): Promise<void>;
  /** Presses a key for each letter. */
  type(text: string): Promise<void>;
  down(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

/** The pointer, in CSS pixels of the window. */
export interface TestMouse {
  move(x: number, y: number, options?: { steps?: number }): Promise<void>;
  down(): Promise<void>;
  up(): Promise<void>;
  click(x: number, y: number, options?: { clickCount?: 1 | 2 | 3 }): Promise<void>;
}

/** Elements of a page. What is for one is for the first. */
export interface TestLocator {
  first(): TestLocator;
  nth(index: number): TestLocator;
  count(): Promise<number>;
  click(options?: { modifiers?: "Control"[] }): Promise<void>;
  focus(): Promise<void>;
  innerText(): Promise<string>;
  getAttribute(name: string): Promise<string | null>;
  evaluate<Result>(body: (element: Element) => Result): Promise<Result>;
  evaluateAll<Result>(body: (elements: Element[]) => Result): Promise<Result>;
}
