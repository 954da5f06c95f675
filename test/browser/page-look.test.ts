/** What holds for every view: policy, size, small screens, contrast. */

import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeInPlaywright, itCan } from "../support/browser.ts";
import { compressedSize, firstLoadOf, pageFolder } from "../support/built-page.ts";
import { pageServer, phone, visitor, type Visitor, type VisitorOptions } from "./page-support.ts";

/** Colours that stand on each other somewhere, and the contrast that WCAG 2.2 AA asks for. */
const pairs: readonly (readonly [string, string, number])[] = [
  ["--coscribe-ink", "--coscribe-page", 4.5],
  ["--coscribe-ink", "--coscribe-raised", 4.5],
  ["--coscribe-ink", "--coscribe-hover", 4.5],
  ["--coscribe-muted", "--coscribe-page", 4.5],
  ["--coscribe-muted", "--coscribe-raised", 4.5],
  ["--coscribe-muted", "--coscribe-hover", 4.5],
  ["--coscribe-muted", "--coscribe-well", 4.5],
  ["--coscribe-muted", "--coscribe-danger-soft", 4.5],
  ["--coscribe-accent", "--coscribe-page", 4.5],
  ["--coscribe-accent", "--coscribe-raised", 3],
  ["--coscribe-on-accent", "--coscribe-accent", 4.5],
  ["--coscribe-on-accent", "--coscribe-accent-hover", 4.5],
  ["--coscribe-accent-deep", "--coscribe-accent-soft", 4.5],
  ["--coscribe-on-danger", "--coscribe-danger", 4.5],
  ["--coscribe-on-danger", "--coscribe-danger-hover", 4.5],
  ["--coscribe-warning", "--coscribe-page", 4.5],
  ["--coscribe-warning", "--coscribe-hover", 4.5],
  ["--coscribe-danger", "--coscribe-hover", 4.5],
  ["--coscribe-danger", "--coscribe-page", 4.5],
  ["--coscribe-danger", "--coscribe-raised", 4.5],
  ["--coscribe-danger", "--coscribe-danger-soft", 3],
  ["--coscribe-outline", "--coscribe-page", 3],
  ["--coscribe-outline", "--coscribe-raised", 3],
];

/** The contrast of each pair of custom properties, as the page shows them. */
function contrastsOf(list: typeof pairs): readonly number[] {
  const probe = document.body.appendChild(document.createElement("i"));
  const luminances = new Map<string, number>();
  for (const name of new Set(list.flatMap(([front, back]) => [front, back]))) {
    probe.style.color = `var(${name})`;
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
    const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
      const share = Number(channel) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    luminances.set(name, 0.2126 * red + 0.7152 * green + 0.0722 * blue);
  }
  return list.map((pair) => {
    const both = pair.slice(0, 2).map((name) => luminances.get(String(name)) ?? 0);
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  });
}

describe("the built page", () => {
  it("W15 the first load of a document is at most 172 KB, compressed", () => {
    const loaded = firstLoadOf("document");
    expect(loaded.length).toBeGreaterThan(5);
    expect(compressedSize(loaded)).toBeLessThan(172_000);
  });

  it("W15 the first load of the start page is at most 40 KB, compressed", () => {
    expect(compressedSize(firstLoadOf("home"))).toBeLessThan(40_000);
  });

  it("W15 the page has no script and no style of its own in the HTML", () => {
    const html = readFileSync(`${pageFolder}/index.html`, "utf8");
    expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/);
  });

  it("W15 the licences of what is bundled come along", () => {
    const licences = readFileSync(`${pageFolder}/assets/licenses.md`, "utf8");
    for (const name of ["@floating-ui/dom", "preact", "prosemirror-view", "yjs", "y-websocket"]) {
      expect(licences).toContain(name);
    }
  });
});

/** Where an element begins and ends on the screen, in px from the top. */
async function edgesOf({ page }: Visitor, selector: string): Promise<Edges> {
  return page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });
}

/** The same of the block that the caret is in. */
async function caretEdges({ page }: Visitor): Promise<Edges> {
  return page.evaluate(() => {
    const node = getSelection()?.focusNode ?? null;
    const element = node instanceof Element ? node : node?.parentElement;
    const { top = NaN, bottom = NaN } = element?.getBoundingClientRect() ?? {};
    return { top, bottom };
  });
}

interface Edges {
  readonly top: number;
  readonly bottom: number;
}

describeInPlaywright("every view", (launch, engine) => {
  const itOnPhone = itCan("be a phone", engine);
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  const narrow: VisitorOptions = { viewport: { width: 320, height: 600 } };

  it("W15 asks nobody but its own server, and breaks no rule of the server's policy", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.page.goto("/");
    // What is still being loaded when a page is left is an error to Firefox.
    await ann.page.waitForLoadState("networkidle");
    await ann.open("notes");
    await ann.type("# words\n- more");
    await ann.press("Control+/", "Escape", "Control+k", "Escape");
    expect(ann.problems).toEqual([]);
    const origins = new Set(ann.requests.map((address) => new URL(address).origin));
    expect([...origins]).toEqual([ann.origin]);
  });

  it.each([
    ["a phone", phone],
    ["a window of 320 px", narrow],
  ])("W16 on %s nothing needs scrolling sideways", async (_what, options) => {
    const name = "a very long name of a document that somebody thought up ".repeat(3).trim();
    const remembers = { "coscribe:recent": [{ name, openedAt: 1 }] };
    const ann = await visitor(browser, await pageServer(), { ...options, remembers });
    const overflow = (): Promise<number> =>
      ann.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await ann.page.goto("/");
    expect(await overflow()).toBe(0);
    await ann.open(name);
    await ann.type("averyverylongwordwithoutanyplacetobreak".repeat(5));
    expect(await overflow()).toBe(0);
  });

  itOnPhone("W16 on a phone everything to be touched is at least 44 px in size", async () => {
    const remembers = { "coscribe:recent": [{ name: "notes", openedAt: 1 }] };
    const ann = await visitor(browser, await pageServer(), { ...phone, remembers });
    const small = (): Promise<string[]> =>
      ann.page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("button, a[href], label, input[type=text]")]
          .filter((element) => element.checkVisibility() && !element.matches(".skip-link, [for]"))
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
          .map(
            ({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width}×${box.height}`,
          ),
      );
    await ann.page.goto("/");
    expect(await small()).toEqual([]);
    await ann.open("notes");
    expect(await small()).toEqual([]);
    await ann.page.getByRole("button", { name: "View", exact: true }).click();
    expect(await small()).toEqual([]);
    await ann.press("Escape");
    await ann.page.getByRole("button", { name: "Change", exact: true }).click();
    expect(await small()).toEqual([]);
  });

  it("W16 on a phone the tools are at the bottom, and the caret stays above them", async () => {
    const ann = await visitor(browser, await pageServer(), phone);
    await ann.open("notes");
    await ann.type("line\n".repeat(40));
    const tools = await edgesOf(ann, ".coscribe-toolbar");
    expect(tools.bottom).toBe(740);
    expect((await caretEdges(ann)).bottom).toBeLessThan(tools.top);
  });

  it.each(["light", "dark"] as const)(
    "W17 in the %s theme every contrast is enough",
    async (theme) => {
      const ann = await visitor(browser, await pageServer(), { colorScheme: theme });
      await ann.page.goto("/");
      const contrasts = await ann.page.evaluate(contrastsOf, pairs);
      const poor = pairs.filter(([, , least], index) => contrasts[index]! < least);
      expect(poor).toEqual([]);
    },
  );

  it("W16 the caret is never hidden under the bars", async () => {
    const ann = await visitor(browser, await pageServer(), {
      viewport: { width: 900, height: 400 },
    });
    await ann.open("notes");
    await ann.type("line\n".repeat(40));
    const { bottom } = await edgesOf(ann, ".chrome");
    for (let line = 0; line < 38; line++) {
      await ann.press("ArrowUp");
      expect((await caretEdges(ann)).top).toBeGreaterThanOrEqual(bottom);
    }
  });

  it("W16 in a page that runs from right to left the arrow keys of the toolbar do too", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes");
    await ann.page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    await ann.text.click();
    await ann.press("Alt+F10", "ArrowLeft");
    expect(await ann.focused()).toBe("Redo");
    await ann.page.getByRole("button", { name: "Only you are here" }).click();
    const box = await ann.page.getByRole("dialog", { name: "People" }).boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x).toBeLessThan(400);
  });
});
