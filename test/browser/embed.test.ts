/** The editor as a part of somebody's own page, below any path: the element, and the React component. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { connect, type Connection } from "@coscribe/client";
import type { SyncServerOptions } from "@coscribe/server";
import { flowText, readFlow } from "@coscribe/shared/flow";
import { plainText } from "@coscribe/shared/schema";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { testServer, type TestServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";
import { watchForLeaks } from "./leak-watch.ts";
import { buildSite, makeSite, serveSite } from "./site-support.ts";

const html = `<!doctype html><html lang="en"><title>mine</title><meta charset="utf-8">
  <script type="module" src="./embed-page.ts"></script>
  <body><h1>Mine</h1><div id="place"></div><aside id="elsewhere"></aside></body></html>`;

describeWith("an embedded editor", findBrowser(), (launch) => {
  let browser: Browser;
  const site = makeSite();
  /** The same with the oldest React that it is for. */
  const olderSite = makeSite();
  beforeAll(async () => {
    const script = readFileSync(fileURLToPath(new URL("embed-page.ts", import.meta.url)), "utf8");
    browser = await launch();
    const files = { "index.html": html, "embed-page.ts": script };
    await buildSite(site, files);
    await buildSite(olderSite, files, { react: "react-18", "react-dom": "react-dom-18" });
  });
  afterAll(async () => {
    site.remove();
    olderSite.remove();
    await browser.close();
  });

  /** A page of the site, and a server that lets it in. */
  async function open(
    from = site,
    options: Partial<SyncServerOptions> = {},
  ): Promise<{ page: Page; server: TestServer; problems: string[] }> {
    const { origin, address } = await serveSite(from);
    const server = await testServer({ allowedOrigins: [origin], ...options });
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", ({ stack, message }) => problems.push(stack ?? message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.addInitScript(watchForLeaks);
    await page.goto(address);
    return { page, server, problems };
  }

  function somebody({ url }: TestServer, name: string): Connection {
    const connection = connect(url, name);
    onTestFinished(() => connection.close());
    return connection;
  }
  const textIn = ({ doc }: Connection): string => plainText(readFlow(flowText(doc)).blocks).trim();

  it("E153 an element joins, is written in, and tells of it", async () => {
    const { page, server, problems } = await open();
    const bob = somebody(server, "notes/today");
    await page.evaluate(
      (url) => void embedPage.add({ server: url, document: "notes/today", "user-name": "Ann" }),
      server.url,
    );
    const text = page.getByRole("textbox", { name: "Document" });
    await text.click();
    await page.keyboard.type("Hello from a part of a page");
    await until("the text", () => textIn(bob) === "Hello from a part of a page");
    await until("Ann", () => bob.participants.some(({ user }) => user?.name === "Ann"));
    await page.getByRole("button", { name: "Bold" }).click();
    await page.keyboard.type("!");
    await until("bold", () => textIn(bob).endsWith("!"));
    await expect.poll(() => page.evaluate(() => embedPage.told.at(-1))).toBe("coscribe-saved");
    const told = await page.evaluate(() => new Set(embedPage.told).size);
    expect(told).toBe(3);
    expect(problems).toEqual([]);
  });

  it("E154 what its attributes say holds as soon as they say it", async () => {
    const { page, server, problems } = await open();
    const bob = somebody(server, "one");
    await page.evaluate((url) => {
      embedPage.add({ server: url.replace("ws:", "http:"), document: "one" }).id = "it";
    }, server.url);
    const set = (name: string, value: string | undefined): Promise<void> =>
      page.evaluate(
        ([attribute, to]) => {
          const element = document.querySelector("#it")!;
          if (to === undefined) element.removeAttribute(attribute!);
          else element.setAttribute(attribute!, to);
        },
        [name, value],
      );
    const editable = page.locator("[contenteditable=true]");
    await editable.waitFor();

    await set("readonly", "");
    await page.locator("[contenteditable=false]").waitFor();
    expect(await page.getByRole("toolbar").count()).toBe(0);
    await set("readonly", undefined);
    await editable.waitFor();
    await set("label", "Minutes");
    await page.getByRole("textbox", { name: "Minutes" }).waitFor();
    await set("user-name", "Ann");
    await until("Ann", () => bob.participants.some(({ user }) => user?.name === "Ann"));
    await set("theme", "dark");
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.querySelector(".coscribe")!).color))
      .toBe("rgb(233, 231, 227)");
    const carol = somebody(server, "two");
    await set("document", "two");
    await editable.click();
    await page.keyboard.type("second");
    await until("the text", () => textIn(carol) === "second");
    expect(textIn(bob)).toBe("");
    await until("Ann to be gone", () => bob.participants.length === 0);
    expect(problems).toEqual([]);
  });

  it("C138 an element and a component ask a function for tokens, and are read-only as the server says", async () => {
    const access: Record<string, "read" | "write"> = { first: "read", second: "write" };
    const { page, server, problems } = await open(site, {
      authorize: ({ token = "" }) => {
        const level = access[token];
        return level === undefined ? { deny: "no" } : { user: { id: "ann" }, access: level };
      },
    });
    await page.evaluate((url) => {
      const element = embedPage.add({ server: url, document: "one", "user-name": "Ann" });
      const tokens = ["first", "second"];
      element.token = async () => tokens.shift();
    }, server.url);
    await page.locator(".coscribe-access-badge", { hasText: "Read only" }).waitFor();
    expect(await page.getByRole("toolbar").count()).toBe(0);
    // A session that has to sign in again gets on with the next token.
    server.server.disconnect({}, { signIn: true });
    await page.locator("[contenteditable=true]").waitFor();
    expect(await page.locator(".coscribe-access-badge").count()).toBe(0);
    await page.evaluate((url) => {
      document.querySelector("coscribe-editor")?.remove();
      const token = () => "first";
      embedPage.mount({ server: url, document: "two", token })({ token: () => "first" });
    }, server.url);
    await page.locator(".coscribe-access-badge", { hasText: "Read only" }).waitFor();
    expect(problems).toEqual([]);
  });

  it("E155 an element that is moved goes on: one socket, the same text, and undo", async () => {
    const { page, server, problems } = await open();
    await page.evaluate(
      (url) => void embedPage.add({ server: url, document: "moved" }),
      server.url,
    );
    const text = page.locator("[contenteditable=true]");
    await text.click();
    await page.keyboard.type("still here");
    const sameConnection = await page.evaluate(async () => {
      const element = document.querySelector("coscribe-editor") as EditorElement;
      const before = element.connection;
      document.querySelector("#elsewhere")!.append(element);
      await new Promise((resolve) => setTimeout(resolve));
      return before !== undefined && element.connection === before;
    });
    expect(sameConnection).toBe(true);
    expect(await page.locator("#elsewhere [contenteditable=true]").innerText()).toBe("still here");
    await text.click();
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await text.innerText()).trim()).toBe("");
    expect(await page.evaluate(() => remains().sockets)).toBe(1);
    expect(problems).toEqual([]);
  });

  it("E156 an element that is taken out leaves nothing behind, and one that comes back joins anew", async () => {
    const { page, server, problems } = await open();
    const before = await page.evaluate(() => remains());
    const addAndRemove = async (): Promise<void> => {
      await page.evaluate(
        (url) => void embedPage.add({ server: url, document: "left" }),
        server.url,
      );
      await page.locator("[contenteditable=true]").click();
      await page.keyboard.press("Alt+F10");
      await page.evaluate(() => document.querySelector("coscribe-editor")!.remove());
    };
    await addAndRemove();
    // What it takes of the page once and for all, it takes the first time.
    await expect.poll(() => page.evaluate(() => remains().timers)).toBe(before.timers);
    const once = await page.evaluate(() => remains());
    expect(once).toEqual({ ...before, listeners: once.listeners });
    for (let time = 0; time < 5; time++) await addAndRemove();
    await expect.poll(() => page.evaluate(() => remains())).toEqual(once);
    expect(problems).toEqual([]);
  });

  it("E157 two editors on a page keep their keys and their tools to themselves", async () => {
    const { page, server, problems } = await open();
    await page.evaluate((url) => {
      embedPage.add({ server: url, document: "left", label: "Left" });
      embedPage.add({ server: url, document: "right", label: "Right" });
    }, server.url);
    const [left, right] = ["Left", "Right"].map((name) => page.getByRole("textbox", { name }));
    await left!.click();
    await page.keyboard.type("left");
    await right!.click();
    await page.keyboard.type("right");
    await page.keyboard.press("Alt+F10");
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => {
        const frame = document.activeElement?.closest("coscribe-editor");
        return `${frame?.getAttribute("label")}: ${document.activeElement?.getAttribute("data-tool")}`;
      });
    expect(await focused()).toBe("Right: undo");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("Right: redo");
    await page.keyboard.press("Escape");
    expect(await right!.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await expect
      .poll(() => right!.evaluate((element) => element === document.activeElement))
      .toBe(true);
    await page.keyboard.type("!");
    expect(await right!.innerText()).toBe("right!");
    expect(await left!.innerText()).toBe("left");
    expect(problems).toEqual([]);
  });

  it("E158 what cannot be joined says why", async () => {
    const { page, server } = await open();
    await page.evaluate(
      (url) => void embedPage.add({ server: url, document: "a/../b" }),
      server.url,
    );
    await page.getByRole("alert").getByText("This document cannot be opened").waitFor();
    await page.evaluate(() =>
      document.querySelector("coscribe-editor")!.setAttribute("document", "b"),
    );
    await page.locator("[contenteditable=true]").waitFor();
  });

  it("E159 its interface speaks the language around it", async () => {
    const { page, server, problems } = await open();
    await page.evaluate((url) => {
      document.querySelector<HTMLElement>("#place")!.lang = "ar-EG";
      embedPage.add({ server: url, document: "نص" });
    }, server.url);
    await page.getByRole("toolbar", { name: "التنسيق" }).waitFor();
    expect(await page.locator(".coscribe").getAttribute("dir")).toBe("rtl");
    expect(problems).toEqual([]);
  });

  it("E273 it shows who else is here, goes along with them and calls hidden pages away, or leaves that out", async () => {
    const { page, server, problems } = await open();
    await page.evaluate((url) => {
      embedPage.add({ server: url, document: "people" }).id = "it";
    }, server.url);
    await page.locator("[contenteditable=true]").waitFor();
    const people = page.locator(".coscribe-people-button");
    expect(await people.count()).toBe(0);
    const bob = connect(server.url, "people", {
      user: { name: "Bob Jones", color: "#0f7b86" },
    });
    onTestFinished(() => bob.close());
    await page.getByRole("button", { name: "2 people are here" }).click();
    const list = page.getByRole("dialog", { name: "People" });
    await list.getByText("Bob Jones").waitFor();
    bob.setAway(true);
    await list.getByText("(away)").waitFor();
    await list.getByRole("button", { name: "Follow Bob Jones" }).click();
    await page.getByRole("status").getByText("Following Bob Jones").waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    const set = (name: string, value: string): Promise<void> =>
      page.evaluate(
        ([attribute, to]) => document.querySelector("#it")!.setAttribute(attribute!, to!),
        [name, value],
      );
    await set("user-name", "Ann");
    await until("Ann", () => bob.participants.some(({ user }) => user?.name === "Ann"));
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await until("Ann to be away", () => bob.people.some(({ isSelf, isAway }) => !isSelf && isAway));
    await set("hide-people", "");
    await expect.poll(() => people.count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it("E274 with an offline copy it opens without a network and says what is saved on this device", async () => {
    const { page, server } = await open();
    const add = (): Promise<void> =>
      page.evaluate(
        (url) => void embedPage.add({ server: url, document: "kept", offline: "" }),
        server.url,
      );
    await add();
    const text = page.locator("[contenteditable=true]");
    await text.click();
    await page.keyboard.type("kept here");
    const indicator = page.locator(".coscribe-save-indicator");
    await expect.poll(() => indicator.innerText()).toBe("Saved");
    await server.server.close();
    await text.click();
    await page.keyboard.type(" too");
    await expect.poll(() => indicator.innerText(), { timeout: 10_000 }).toMatch(/on this device/);
    await page.reload();
    await add();
    await expect.poll(() => text.innerText()).toBe("kept here too");
    await expect.poll(() => indicator.innerText(), { timeout: 10_000 }).toMatch(/on this device/);
  });

  it("E274 without being asked it keeps nothing, and edits come along when it is asked", async () => {
    const { page, server, problems } = await open();
    const bob = somebody(server, "later");
    await page.evaluate((url) => {
      embedPage.add({ server: url, document: "later" }).id = "it";
    }, server.url);
    const text = page.locator("[contenteditable=true]");
    await text.click();
    await page.keyboard.type("before");
    const kept = (): Promise<number> =>
      page.evaluate(async () => (await indexedDB.databases()).length);
    expect(await kept()).toBe(0);
    await page.evaluate(() => document.querySelector("#it")!.setAttribute("offline", ""));
    await expect.poll(kept).toBe(1);
    await expect.poll(() => text.innerText()).toBe("before");
    await text.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" and after");
    await until("the text", () => textIn(bob) === "before and after");
    await page.evaluate(() => document.querySelector("#it")!.removeAttribute("offline"));
    await expect.poll(() => page.evaluate(() => remains().sockets)).toBe(1);
    await expect.poll(() => text.innerText()).toBe("before and after");
    expect(problems).toEqual([]);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ["no server", { document: "a" }, "serverMissing", "There is no server"],
    ["no address", { server: "ws://", document: "a" }, "serverInvalid", "“ws://” is no address"],
    ["another protocol", { server: "ftp://a.b", document: "a" }, "serverInvalid", "no address"],
    ["no document", { server: "/" }, "documentMissing", "There is no document"],
    ["no name", { server: "/", document: "a//b" }, "documentInvalid", "“a//b” is no name"],
  ])(
    "E275 with %s it says what is wrong, to people and by a code",
    async (_what, attributes, code, words) => {
      const { page, server } = await open();
      await page.evaluate((given) => {
        document.addEventListener("coscribe-problem", (event) => {
          document.title = (event as CustomEvent<{ code: string }>).detail.code;
        });
        embedPage.add(given).id = "it";
      }, attributes);
      await page.getByRole("alert").getByText(words).waitFor();
      expect(await page.title()).toBe(code);
      await page.evaluate((url) => {
        const element = document.querySelector("#it")!;
        element.setAttribute("server", url);
        element.setAttribute("document", "good");
      }, server.url);
      await page.locator("[contenteditable=true]").waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
    },
  );

  it("E276 another language and direction hold at once, of the element and of what is around it", async () => {
    const { page, server, problems } = await open();
    await page.evaluate((url) => {
      embedPage.add({ server: url, document: "tongues" }).id = "it";
    }, server.url);
    await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
    await page.locator("[contenteditable=true]").click();
    await page.keyboard.type("stays");
    const root = page.locator("#it > .coscribe");
    await page.evaluate(() => {
      document.documentElement.lang = "de";
    });
    await page.getByRole("toolbar", { name: "Formatierung" }).waitFor();
    await page.evaluate(() => {
      document.querySelector<HTMLElement>("#it")!.lang = "ar";
    });
    await page.getByRole("toolbar", { name: "التنسيق" }).waitFor();
    expect(await root.getAttribute("dir")).toBe("rtl");
    await page.evaluate(() => {
      document.querySelector<HTMLElement>("#it")!.dir = "ltr";
    });
    await expect.poll(() => root.getAttribute("dir")).toBe("ltr");
    expect(await page.locator("[contenteditable=true]").innerText()).toBe("stays");
    expect(problems).toEqual([]);
  });

  it("E277 the caret never goes below its bar, which stays in sight", async () => {
    const { page, server, problems } = await open();
    await page.setViewportSize({ width: 800, height: 400 });
    await page.evaluate((url) => void embedPage.add({ server: url, document: "long" }), server.url);
    await page.locator("[contenteditable=true]").click();
    await page.keyboard.type("line\n".repeat(40));
    const clearance = (): Promise<number> =>
      page.evaluate(() => {
        const { anchorNode } = getSelection()!;
        const line = anchorNode instanceof Element ? anchorNode : anchorNode!.parentElement!;
        const bar = document.querySelector(".coscribe-frame-bar")!;
        return line.getBoundingClientRect().top - bar.getBoundingClientRect().bottom;
      });
    for (let line = 0; line < 38; line++) {
      await page.keyboard.press("ArrowUp");
      expect(await clearance()).toBeGreaterThanOrEqual(0);
    }
    expect(problems).toEqual([]);
  });

  const reacts = [
    ["18", olderSite],
    ["19", site],
  ] as const;

  it.each(reacts)(
    "E160 a component of React %s shows the document, and takes other settings without a new editor",
    async (version, from) => {
      const { page, server, problems } = await open(from);
      expect(await page.evaluate(() => embedPage.reactVersion)).toMatch(
        new RegExp(`^${version}\\.`),
      );
      const bob = somebody(server, "react");
      await page.evaluate((url) => {
        Object.assign(globalThis, { show: embedPage.mount({ server: url, document: "react" }) });
      }, server.url);
      const text = page.locator("[contenteditable=true]");
      await text.click();
      await page.keyboard.type("from React");
      await until("the text", () => textIn(bob) === "from React");
      await page.evaluate(() =>
        (globalThis as unknown as Shown).show({
          label: "Renamed",
          user: { name: "Ann", color: "#112233" },
        }),
      );
      await page.getByRole("textbox", { name: "Renamed" }).waitFor();
      await until("Ann", () => bob.participants.some(({ user }) => user?.name === "Ann"));
      await page.keyboard.type("!");
      await until("the text", () => textIn(bob) === "from React!");
      await expect
        .poll(() =>
          page.evaluate(() => [embedPage.told.at(-1), embedPage.told.includes("own change")]),
        )
        .toEqual(["saved", true]);
      expect(problems).toEqual([]);
    },
  );

  it.each([...reacts.map((react) => [...react, false] as const), ["19", site, true] as const])(
    "E161 a component of React %s that was mounted 50 times under StrictMode leaves nothing behind, a copy or none",
    async (_version, from, offline) => {
      const { page, server, problems } = await open(from);
      const mountOften = (times: number): Promise<void> =>
        page.evaluate(
          ([url, count, keeps]) =>
            embedPage.mountOften({ server: url, document: "often", offline: keeps }, count),
          [server.url, times, offline] as const,
        );
      await mountOften(2);
      await expect.poll(() => page.evaluate(() => remains().sockets)).toBe(0);
      const once = await page.evaluate(() => remains());
      await mountOften(50);
      await expect.poll(() => page.evaluate(() => remains())).toEqual({ ...once, timers: 0 });
      const count = (type: string): number =>
        server.events.filter((event) => event.type === type).length;
      // Every second one is closed when it can be edited, which with a copy may be before its socket is open.
      expect(count("sessionOpened")).toBeGreaterThan(offline ? 10 : 25);
      await until("everybody to be gone", () => count("sessionClosed") === count("sessionOpened"));
      expect(once.rejections).toBe(0);
      expect(problems).toEqual([]);
    },
    120_000,
  );
});

/** What a test has put into the page's global scope. */
interface Shown {
  readonly show: (more: Record<string, unknown>) => void;
}

/** The part of the element that tests look at. */
interface EditorElement extends HTMLElement {
  readonly connection: unknown;
}
