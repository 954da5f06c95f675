/** The toolbar, its menus, the link editor and the page's keys. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInPlaywright } from "../support/browser.ts";
import {
  eventually,
  pageServer,
  phone,
  visitor,
  type Visitor,
  type VisitorOptions,
} from "./page-support.ts";

describeInPlaywright("the toolbar", (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** A document that says "hello", with the caret at its end. */
  async function writing(options: VisitorOptions = {}): Promise<Visitor> {
    const ann = await visitor(browser, await pageServer(), options);
    await ann.open("notes");
    await ann.type("hello");
    return ann;
  }

  it("W11 one key leads into the toolbar, arrows move inside it, Escape leads back", async () => {
    const ann = await writing();
    await ann.press("Alt+F10");
    expect(await ann.focused()).toBe("Undo");
    await ann.press("ArrowRight", "ArrowRight", "ArrowRight");
    expect(await ann.focused()).toBe("Bold");
    await ann.press("End");
    expect(await ann.focused()).toBe("More");
    await ann.press("ArrowRight");
    expect(await ann.focused()).toBe("Undo");
    await ann.press("ArrowLeft", "Home", "ArrowRight", "Escape");
    expect(await ann.focused()).toMatch(/^Text of/);
    await ann.press("Alt+F10");
    expect(await ann.focused()).toBe("Redo");
  });

  it("W11 the toolbar is one stop of the tab key", async () => {
    const ann = await writing();
    const stops = ann.page.getByRole("toolbar").locator("[data-tool][tabindex='0']");
    expect(await stops.count()).toBe(1);
    await ann.press("Alt+F10", "ArrowRight");
    expect(await stops.count()).toBe(1);
    await ann.press("Shift+Tab", "Tab");
    expect(await ann.focused()).toBe("Redo");
  });

  it("W11 a tool shows whether it is on, with the keyboard and with the pointer", async () => {
    const ann = await writing();
    const bold = ann.page.getByRole("button", { name: "Bold" });
    await ann.press("Control+a");
    await bold.click();
    await eventually(() => bold.getAttribute("aria-pressed")).toBe("true");
    expect(await ann.text.innerHTML()).toContain("<strong>hello</strong>");
    expect(await ann.focused()).toMatch(/^Text of/);
    await ann.press("Alt+F10", "Home", "ArrowRight", "ArrowRight", "ArrowRight", "Enter");
    await eventually(() => bold.getAttribute("aria-pressed")).toBe("false");
    expect(await ann.focused()).toBe("Bold");
  });

  it("W11 a tool that can do nothing says so and does nothing", async () => {
    const ann = await writing();
    const redo = ann.page.getByRole("button", { name: "Redo" });
    expect(await redo.getAttribute("aria-disabled")).toBe("true");
    await ann.page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => redo.getAttribute("aria-disabled")).toBe("false");
    expect(await ann.text.textContent()).toBe("");
    await redo.click();
    await eventually(() => ann.text.textContent()).toBe("hello");
  });

  it("W11 the type of a block is chosen from a menu, with the pointer", async () => {
    const ann = await writing();
    await ann.page.getByRole("button", { name: "Block type: Text" }).click();
    await ann.page.getByRole("menuitemradio", { name: "Heading 2" }).click();
    await ann.page.getByRole("button", { name: "Block type: Heading 2" }).waitFor();
    expect(await ann.page.getByRole("heading", { level: 2, name: "hello" }).count()).toBe(1);
    await ann.page.keyboard.type("!");
    expect(await ann.text.textContent()).toBe("hello!");
  });

  it("W11 the type of a block is chosen from a menu, with the keyboard", async () => {
    const ann = await writing();
    await ann.press("Alt+F10", "ArrowRight", "ArrowRight", "ArrowDown");
    await eventually(() => ann.focused()).toMatch(/^Text/);
    await ann.press("ArrowUp");
    expect(await ann.focused()).toMatch(/^Caution/);
    await ann.press("q");
    expect(await ann.focused()).toMatch(/^Quote/);
    await ann.press("Enter");
    await ann.page.getByRole("button", { name: "Block type: Quote" }).waitFor();
    expect(await ann.focused()).toMatch(/^Text of/);
  });

  it("W11 Escape closes a menu first, and gives the focus back to its tool", async () => {
    const ann = await writing();
    await ann.press("Alt+F10", "End", "Enter");
    await eventually(() => ann.focused()).not.toBe("More");
    expect(await ann.page.getByRole("menu", { name: "More" }).count()).toBe(1);
    await ann.press("Escape");
    expect(await ann.focused()).toBe("More");
    expect(await ann.page.getByRole("menu").count()).toBe(0);
  });

  it("W12 selected text is linked, the link changed, and removed", async () => {
    const ann = await writing();
    const link = ann.text.getByRole("link");
    await ann.selectLine();
    await ann.press("Control+k");
    await ann.page.keyboard.type("example.org");
    await ann.press("Enter");
    expect(await link.getAttribute("href")).toBe("https://example.org");
    expect(await ann.focused()).toMatch(/^Text of/);
    await ann.press("Control+k");
    const address = ann.page.getByRole("textbox", { name: "Address" });
    expect(await address.inputValue()).toBe("https://example.org");
    await address.fill("ann@example.org");
    await ann.press("Enter");
    expect(await link.getAttribute("href")).toBe("mailto:ann@example.org");
    await ann.page.getByRole("button", { name: "Link", exact: true }).click();
    await ann.page.getByRole("button", { name: "Remove the link" }).click();
    expect(await link.count()).toBe(0);
    expect(await ann.text.textContent()).toBe("hello");
  });

  it("W12 without a selection the text of the link can be given", async () => {
    const ann = await writing();
    await ann.page.keyboard.type(" ");
    await ann.press("Control+k");
    await ann.page.getByRole("textbox", { name: "Address" }).fill("example.org");
    await ann.page.getByRole("textbox", { name: "Text", exact: true }).fill("world");
    await ann.press("Enter");
    expect(await ann.text.textContent()).toBe("hello world");
    expect(await ann.text.getByRole("link").textContent()).toBe("world");
  });

  it("W12 an address that must not be followed is refused with the reason", async () => {
    const ann = await writing();
    await ann.selectLine();
    await ann.press("Control+k");
    await ann.page.keyboard.type("javascript:alert(1)");
    await ann.press("Enter");
    const address = ann.page.getByRole("textbox", { name: "Address" });
    await eventually(() => address.getAttribute("aria-invalid")).toBe("true");
    await ann.page.getByText("Only web and e-mail addresses can be linked.").waitFor();
    await ann.press("Escape");
    expect(await ann.focused()).toMatch(/^Text of/);
    expect(await ann.text.getByRole("link").count()).toBe(0);
  });

  it("W13 the list of shortcuts opens with its key, names each once, and gives the focus back", async () => {
    const ann = await writing();
    await ann.press("Control+/");
    const dialog = ann.page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await dialog.waitFor();
    const rows = await dialog.locator("dl > div").allTextContents();
    expect(rows.length).toBeGreaterThan(30);
    expect(rows).toContain("BoldCtrlB");
    await ann.press("Escape");
    await eventually(() => ann.focused()).toMatch(/^Text of/);
  });

  it("W13 every shortcut that a tool shows does what the tool does", async () => {
    const ann = await writing();
    const marks = ann.page.locator(
      ".coscribe-toolbar [data-keys][aria-pressed]:not([data-tool=link])",
    );
    const kinds = ann.page.locator("[aria-label^='Block type'] [role=menuitemradio]");
    expect([await marks.count(), await kinds.count()].every((count) => count > 4)).toBe(true);
    for (const tool of [...(await marks.all()), ...(await kinds.all())]) {
      const keys = await tool.getAttribute("aria-keyshortcuts");
      if (keys === null) continue;
      await ann.press(
        "Control+a",
        keys.replace(/[A-Z]$/, (letter) => letter.toLowerCase()),
      );
      const isOn = async (): Promise<string | null> =>
        (await tool.getAttribute("aria-pressed")) ?? tool.getAttribute("aria-checked");
      await eventually(isOn).toBe("true");
    }
  });

  it("W11 Escape closes a menu that the pointer opened, with the focus in the text", async () => {
    const ann = await writing();
    await ann.page.getByRole("button", { name: "More" }).click();
    await ann.page.getByRole("menu", { name: "More" }).waitFor();
    expect(await ann.focused()).toMatch(/^Text of/);
    await ann.press("Escape");
    await eventually(() => ann.page.getByRole("menu").count()).toBe(0);
  });

  it("P210 on a phone the menu at the end has what there is no room for", async () => {
    const ann = await writing(phone);
    const toolbar = ann.page.getByRole("toolbar", { name: "Formatting" });
    await toolbar.getByRole("button", { name: "Bulleted list" }).waitFor();
    expect(await toolbar.getByRole("button", { name: "Link" }).count()).toBe(1);
    expect(await toolbar.getByRole("button", { name: "Strikethrough" }).count()).toBe(0);
    const isWithin = toolbar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
    expect(await isWithin).toBe(true);
    await ann.press("Control+a");
    await toolbar.getByRole("button", { name: "More" }).tap();
    await ann.page.getByRole("menuitemradio", { name: "Strikethrough" }).tap();
    await eventually(() => ann.text.locator("s").textContent()).toBe("hello");
  });

  it("E206 on a phone the menu of the block is in the toolbar", async () => {
    const ann = await writing(phone);
    await ann.page.getByRole("button", { name: "More" }).tap();
    await ann.page.getByRole("menuitem", { name: "Menu of the block" }).tap();
    await ann.page.getByRole("menuitem", { name: "Duplicate" }).tap();
    await eventually(() => ann.text.locator(":scope > *").allTextContents()).toEqual([
      "hello",
      "hello",
    ]);
  });

  it("W11 tooltips tell name and keys, and Escape takes them away", async () => {
    const ann = await writing();
    const tooltip = ann.page.locator(".coscribe-tooltip");
    await ann.page.getByRole("button", { name: "Italic" }).hover();
    await eventually(() => tooltip.isVisible()).toBe(true);
    expect(await tooltip.textContent()).toBe("ItalicCtrlI");
    await ann.press("Escape");
    await eventually(() => tooltip.isVisible()).toBe(false);
  });
});
