/** The page without a network, without a server, and across its own versions. */

import { once } from "node:events";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { describeInPlaywright, itCan } from "../support/browser.ts";
import { startServer } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { testServer } from "../support/test-server.ts";
import { PageDevice } from "./page-device.ts";
import { eventually, pageServer, type Visitor } from "./page-support.ts";
import { PageVersions } from "./page-versions.ts";

/** The address of something else that listens where the server was. */
async function addressOf(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  return `ws://localhost:${(server.address() as AddressInfo).port}`;
}

/** A file's name without what changes with its content. */
const nameOf = (file: string): string => file.replace(/-[\w-]{8}\.js$/, "");

describeInPlaywright("without a network", (launch, engine) => {
  const itWithEmptyCache = itCan("empty the browser's cache", engine);
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** A device that has the page and the document "notes", with what `ann` has typed. */
  async function visited(serverUrl: string): Promise<{ device: PageDevice; ann: Visitor }> {
    const device = await PageDevice.start(browser, serverUrl);
    const ann = await device.open();
    await device.keepsPage(ann);
    return { device, ann };
  }

  describe("documents", () => {
    it("W21 what is typed while the server is killed, and after, reaches everybody in the end", async () => {
      const data = temporaryFolder();
      const first = await startServer(data);
      const { device, ann } = await visited(first.url);
      await ann.type("before ");
      const typing = ann.page.keyboard.type("while it is killed ", { delay: 20 });
      await first.stop("SIGKILL");
      await typing;
      await ann.tells(/^Offline, saved on this device$/);
      await ann.page.close();

      const later = await device.open();
      expect(await later.text.textContent()).toBe("before while it is killed ");
      await later.type("after");
      await later.tells(/^Offline, saved on this device$/);
      await later.page.close();

      const latest = await device.open();
      const second = await startServer(data);
      device.moveTo(second.url);
      await latest.isSaved();
      const stranger = await PageDevice.start(browser, second.url);
      const seen = await stranger.open();
      await eventually(() => seen.text.textContent()).toBe("before while it is killed after");
    });

    it("W21 the start page leads to known documents; an unknown one waits for the server", async () => {
      const { url } = await pageServer();
      const { device, ann } = await visited(url);
      await ann.type("known");
      await ann.save();
      device.cut();
      await ann.page.goto("/");
      await ann.page.getByRole("link", { name: "notes" }).click();
      await ann.isEditable();
      expect(await ann.text.textContent()).toBe("known");
      await ann.goTo("another");
      await ann.tells(/^Connecting…$/);
      expect(await ann.page.locator("[contenteditable=true]").count()).toBe(0);
      device.heal();
      await ann.isEditable();
    });

    it("W21 what is asked for late works as well, and nothing is left that could go wrong", async () => {
      const { url } = await pageServer();
      const { device, ann } = await visited(url);
      device.cut();
      await ann.page.reload();
      await ann.isEditable();
      await ann.hasTools();
      await ann.press("Control+/");
      await ann.page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      const unexpected = ann.problems.filter(
        (text) => !/WebSocket|ERR_|establish a connection/.test(text),
      );
      expect(unexpected).toEqual([]);
    });

    it("P249 a device keeps what is large and rarely needed once it was used, and needs it for nothing else", async () => {
      const { url } = await pageServer();
      const { device, ann } = await visited(url);
      const kept = (): Promise<string[]> =>
        ann.page.evaluate(async () => {
          const [name] = await caches.keys();
          const files = await (await caches.open(name!)).keys();
          return files.map((file) => file.url.replace(/^.*\//, "")).toSorted();
        });
      const isLarge = (file: string): boolean => /^(compact|docx|emoji-data)-/.test(file);
      expect((await kept()).filter(isLarge)).toEqual([]);

      await ann.type(":rocket");
      await ann.page.getByRole("option", { name: "rocket" }).waitFor();
      await eventually(async () => (await kept()).filter(isLarge).map(nameOf)).toEqual([
        "emoji-data",
      ]);
      await ann.press("Enter");
      device.cut();
      await ann.page.reload();
      await ann.isEditable();
      await ann.text.click();
      await ann.press("Control+End");
      await ann.page.keyboard.type(" :hedgehog");
      await ann.page.getByRole("option", { name: "hedgehog" }).waitFor();
      await ann.press("Enter");
      await eventually(() => ann.text.textContent()).toBe("🚀 🦔");

      await ann.page.getByRole("button", { name: "Document and help" }).click();
      await ann.page.getByRole("menuitem", { name: "Download as Word document" }).click();
      await eventually(() => ann.page.locator(".coscribe-toast").innerText()).toBe(
        "This part of the page could not be loaded. Please try again.",
      );
      device.heal();
      await ann.isSaved();
    });

    it("W21 only the page comes from the device: how the server is doing does not", async () => {
      const { url } = await pageServer();
      const { device, ann } = await visited(url);
      await ann.page.reload();
      const health = (): Promise<number> =>
        ann.page.evaluate(() =>
          fetch("/healthz").then(
            ({ status }) => status,
            () => 0,
          ),
        );
      expect(await health()).toBe(200);
      device.cut();
      expect(await health()).toBe(0);
    });

    it("W25 tabs of one device see each other's edits, and send them together", async () => {
      const { url } = await pageServer();
      const { device, ann } = await visited(url);
      const other = await device.open();
      device.cut();
      await ann.type("[one]");
      await eventually(() => other.text.textContent()).toBe("[one]");
      await other.type("[two]");
      await eventually(() => ann.text.textContent()).toBe("[one][two]");
      await ann.tells(/^Offline, saved on this device$/);
      await other.tells(/^Offline, saved on this device$/);
      await ann.page.close();
      device.heal();
      await other.isSaved();
      const stranger = await PageDevice.start(browser, url);
      const seen = await stranger.open();
      await eventually(() => seen.text.textContent()).toBe("[one][two]");
    });

    it("W25 the browser is asked to keep copies once there is something only this device has", async () => {
      const { url } = await pageServer();
      const device = await PageDevice.start(browser, url);
      await device.context.addInitScript(() => {
        const calls: string[] = [];
        Object.assign(globalThis, { calls });
        StorageManager.prototype.persist = async () => calls.push("persist") > 0;
      });
      const ann = await device.open();
      const calls = (): Promise<string[]> =>
        ann.page.evaluate(() => (globalThis as unknown as { calls: string[] }).calls);
      await ann.type("online");
      await ann.save();
      expect(await calls()).toEqual([]);
      device.cut();
      await ann.type("offline");
      await ann.tells(/^Offline/);
      expect(await calls()).toEqual(["persist"]);
    });
  });

  describe("the page itself", () => {
    it.each([
      ["never answers", () => addressOf(createTcpServer(() => undefined))],
      [
        "is behind a proxy that says so",
        () =>
          addressOf(
            createServer((_request, response) => {
              response.writeHead(502).end("bad gateway");
            }),
          ),
      ],
    ])("W21 it opens from the device when the server %s", async (_what, somethingElse) => {
      const { url } = await pageServer();
      const { device, ann } = await visited(url);
      device.moveTo(await somethingElse());
      await ann.page.goto("/");
      await ann.page.getByRole("heading", { name: "Coscribe" }).waitFor();
    });

    /** The versions of the files that the page in this tab is made of. */
    async function versionsIn({ page }: Visitor): Promise<string[]> {
      return page.evaluate(() => {
        const files = performance.getEntriesByType("resource").map(({ name }) => name);
        const versions = files.map((name) => /assets\/(v\d)-/.exec(name)?.[1]);
        return [...new Set(versions)].filter((version) => version !== undefined);
      });
    }

    /** The versions that the device keeps, all files of them. */
    async function keptVersions({ page }: Visitor): Promise<string[]> {
      return page.evaluate(async () => {
        const names: string[] = [];
        for (const name of await caches.keys()) {
          const html = await caches.match("/", { cacheName: name });
          if (html !== undefined) names.push(/v\d/.exec(name)?.[0] ?? name);
        }
        return names;
      });
    }

    /** Waits until the service worker of `version` answers. */
    async function hasTakenOver(tab: Visitor, version: string): Promise<void> {
      await eventually(() => keptVersions(tab)).toContain(version);
      const isDone = (): Promise<boolean> =>
        tab.page.evaluate(async () => {
          const { installing, waiting, active } = await navigator.serviceWorker.ready;
          return installing === null && waiting === null && active?.state === "activated";
        });
      await eventually(isDone).toBe(true);
    }

    /** Empties the browser's own cache, in which it keeps what it has downloaded. */
    async function forgetDownloads({ page }: Visitor): Promise<void> {
      const session = await page.context().newCDPSession(page);
      await session.send("Network.clearBrowserCache");
    }

    /** A device with the first version of the page. */
    async function installed(): Promise<{
      versions: PageVersions;
      device: PageDevice;
      ann: Visitor;
    }> {
      const versions = new PageVersions("v1");
      const { url } = await testServer({ pageDirectory: versions.folder });
      return { versions, ...(await visited(url)) };
    }

    it("W22 a new version is there at the next load, and without a network from then on", async () => {
      const { versions, device, ann } = await installed();
      versions.deploy("v2");
      await ann.page.goto("/");
      expect(await ann.page.title()).toBe("v2 Coscribe");
      expect(await versionsIn(ann)).toEqual(["v2"]);
      await hasTakenOver(ann, "v2");
      device.cut();
      await ann.page.goto("/");
      expect(await ann.page.title()).toBe("v2 Coscribe");
      await ann.goTo("notes");
      await ann.isEditable();
      expect(await versionsIn(ann)).toEqual(["v2"]);
    });

    itWithEmptyCache(
      "W22 a tab with the version before still finds its files; older ones are removed",
      async () => {
        const { versions, device, ann } = await installed();
        versions.deploy("v2");
        const other = await device.tab();
        await other.page.goto("/");
        await hasTakenOver(other, "v2");
        await forgetDownloads(ann);
        await ann.press("Control+/");
        await ann.page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
        expect(await versionsIn(ann)).toEqual(["v1"]);
        versions.deploy("v3");
        await other.page.reload();
        await hasTakenOver(other, "v3");
        expect(await keptVersions(other)).toEqual(["v2", "v3"]);
      },
    );

    it("W22 half of a new version is not installed, and the old one stays", async () => {
      const { versions, device, ann } = await installed();
      versions.deploy("v2", "service-worker.js");
      const update = ann.page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update();
        const worker = registration.installing;
        await new Promise((resolve) => {
          worker?.addEventListener("statechange", () => resolve(worker.state));
        });
        return worker?.state;
      });
      expect(await update).toBe("redundant");
      expect(await keptVersions(ann)).toEqual(["v1"]);
      device.cut();
      await ann.page.reload();
      await ann.isEditable();
      expect(await versionsIn(ann)).toEqual(["v1"]);
    });

    it("W22 the README's way to get rid of a service worker leaves nothing of it", async () => {
      const { versions, device, ann } = await installed();
      const readme = fileURLToPath(new URL("../../client/app/README.md", import.meta.url));
      const [, script = ""] = /```js\n(.*?)```/s.exec(readFileSync(readme, "utf8")) ?? [];
      versions.put("service-worker.js", script);
      await ann.page.reload();
      await eventually(() => keptVersions(ann)).toEqual([]);
      await eventually(() =>
        ann.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
      ).toBe(0);
      device.cut();
      await expect(ann.page.goto("/")).rejects.toThrow(/ERR_|NET_RESET/);
    });
  });
});
