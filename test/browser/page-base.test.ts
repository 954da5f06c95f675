/** The page below a path of its origin, and on an origin that the server does not know. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeInPlaywright } from "../support/browser.ts";
import { pathProxy } from "../support/path-proxy.ts";
import { PageDevice } from "./page-device.ts";
import { pageServer, type Visitor } from "./page-support.ts";

/** Opens the document at `path`, however deep that is, and waits until it is saved. */
async function openAt(device: PageDevice, path: string): Promise<Visitor> {
  const tab = await device.tab();
  await tab.page.goto(path);
  await tab.isEditable();
  await tab.isSaved();
  return tab;
}

function pathOf({ page }: Visitor): string {
  return new URL(page.url()).pathname;
}

describeInPlaywright("the page behind a proxy", (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  describe.each([
    [
      "passes the path on",
      async () => {
        const { port } = await pageServer({ base: "/docs/" });
        return port;
      },
    ],
    [
      "takes the path away",
      async () => {
        const { port } = await pageServer();
        return pathProxy({ "/docs/": port });
      },
    ],
  ])("that %s", (_, start) => {
    it("C80 opens documents of any depth, leads home and back, and shares every edit", async () => {
      const device = await PageDevice.start(browser, `ws://localhost:${await start()}`);
      const ann = await openAt(device, "/docs/d/plans/next%20year/50%25");
      expect(await ann.page.title()).toBe("plans/next year/50% – Coscribe");
      await ann.type("below a path");
      await ann.save();
      await ann.page.getByRole("link", { name: "All documents" }).click();
      await ann.page.getByRole("heading", { name: "Coscribe" }).waitFor();
      expect(pathOf(ann)).toBe("/docs/");
      await ann.page.getByRole("link", { name: "plans/next year/50%" }).click();
      await ann.isSaved();
      expect(await ann.text.textContent()).toBe("below a path");
      const other = await PageDevice.start(browser, ann.origin);
      const ben = await openAt(other, "/docs/d/plans/next%20year/50%25");
      expect(await ben.text.textContent()).toBe("below a path");
      await ben.page.goto("/docs/");
      await ben.page.getByRole("button", { name: "New document" }).click();
      await ben.isEditable();
      expect(pathOf(ben)).toMatch(/^\/docs\/d\/\w+-\w+-\w+$/);
      for (const { problems, requests } of [ann, ben]) {
        expect(problems).toEqual([]);
        const elsewhere = requests.filter((url) => !new URL(url).pathname.startsWith("/docs/"));
        expect(elsewhere).toEqual([]);
      }
    });

    it("C80 opens without a network, at any depth", async () => {
      const device = await PageDevice.start(browser, `ws://localhost:${await start()}`);
      const ann = await openAt(device, "/docs/d/a/b/c");
      await device.keepsPage(ann);
      await ann.type("kept");
      await ann.save();
      await ann.page.close();
      device.cut();
      const later = await device.tab();
      await later.page.goto("/docs/d/a/b/c");
      await later.isEditable();
      expect(await later.text.textContent()).toBe("kept");
      await later.tells(/^Offline/);
      await later.page.goto("/docs/");
      await later.page.getByRole("link", { name: "a/b/c" }).waitFor();
    });
  });

  it("C80 two of the kind on one origin keep their documents and their copies apart", async () => {
    const [first, second] = await Promise.all([pageServer(), pageServer()]);
    const port = await pathProxy({ "/one/": first.port, "/two/": second.port });
    const device = await PageDevice.start(browser, `ws://localhost:${port}`);
    const one = await openAt(device, "/one/d/notes");
    await device.keepsPage(one);
    await one.type("of the first");
    await one.save();
    const two = await openAt(device, "/two/d/notes");
    await device.keepsPage(two);
    expect(await two.text.textContent()).toBe("");
    await two.page.goto("/two/d/plans");
    await two.isSaved();
    device.cut();
    await one.page.reload();
    await one.isEditable();
    expect(await one.text.textContent()).toBe("of the first");
    await one.page.goto("/one/");
    await one.page.getByRole("link", { name: "notes" }).waitFor();
    expect(await one.page.getByRole("link", { name: "plans" }).count()).toBe(0);
  });

  it("C81 a page that may not connect says so, with both addresses and what to do", async () => {
    const { port } = await pageServer();
    const proxy = await pathProxy({ "/": port }, true);
    const device = await PageDevice.start(browser, `ws://localhost:${proxy}`);
    const ann = await device.tab();
    await ann.page.goto("/d/notes");
    const banner = ann.page.getByRole("alert");
    await banner.waitFor();
    const text = await banner.innerText();
    expect(text).toContain("This page may not connect to the server");
    expect(text).toContain(`--allow-origin ${device.origin}`);
    expect(text).toContain(`the server is at 127.0.0.1:${port}`);

    const allowing = await pageServer({ allowedOrigins: [device.origin] });
    device.moveTo(`ws://localhost:${await pathProxy({ "/": allowing.port }, true)}`);
    await ann.page.getByRole("button", { name: "Reload" }).click();
    await ann.isEditable();
    await ann.isSaved();
  });
});
