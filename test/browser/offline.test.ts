/** The copy of a document on a device: real tabs, a real IndexedDB, a network that comes and goes. */

import { randomBytes } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SyncServerOptions } from "@coscribe/server";
import { describeInPlaywright, itCan } from "../support/browser.ts";
import { GatedStore } from "../support/gated-store.ts";
import { until } from "../support/until.ts";
import { Device, offlineScript } from "./offline-support.ts";

describeInPlaywright("the offline copy", (launch, engine) => {
  const itCrashing = itCan("crash a tab", engine);
  let browser: Browser;
  let script: string;
  beforeAll(async () => {
    [browser, script] = await Promise.all([launch(), offlineScript()]);
  });
  afterAll(() => browser.close());

  const newDevice = (options?: Partial<SyncServerOptions>): Promise<Device> =>
    Device.start(browser, script, options);

  describe("of one tab", () => {
    it("C7 opens a known document without a network, and no other", async () => {
      const device = await newDevice();
      const first = await device.open();
      expect(await first.run((page) => page.loaded())).toBe("server");
      await first.type("written online");
      await first.saved();
      await first.close();
      device.cut();
      const second = await device.open();
      expect(await second.run((page) => page.loaded())).toBe("device");
      expect(await second.text()).toBe("written online");
      expect(await second.run((page) => page.known())).toEqual([{ name: "doc", pendingEdits: 0 }]);
      const unknown = await device.open("another");
      const loaded = unknown.run((page) => page.loaded());
      await unknown.tells({ state: "offline", pendingEdits: 0 });
      expect(await unknown.text()).toBe("");
      device.heal();
      expect(await loaded).toBe("server");
    });

    it("C7 never says for a moment that what was just typed is safe", async () => {
      const device = await newDevice();
      const tab = await device.open();
      await tab.saved();
      expect(await tab.run((page) => page.toldWhileTyping("online"))).toMatchObject([
        { isSafeToLeave: false, status: { state: "saving", pendingEdits: 1 } },
      ]);
      await tab.saved();
      device.cut();
      await tab.kept();
      expect(await tab.run((page) => page.toldWhileTyping("offline"))).toMatchObject([
        { isSafeToLeave: false, status: { pendingEdits: 1, isKeptOnDevice: false } },
      ]);
      await tab.kept();
      expect(await tab.run((page) => page.isSafeToLeave())).toBe(true);
    });

    it("C7 opens a document that was empty when it was here last", async () => {
      const device = await newDevice();
      const first = await device.open();
      await first.saved();
      await until("the copy", async () => (await first.run((page) => page.known())).length > 0);
      await first.close();
      device.cut();
      const second = await device.open();
      expect(await second.run((page) => page.loaded())).toBe("device");
    });

    it("C7 has the last words, even if the tab closes with the key that writes them", async () => {
      const device = await newDevice();
      device.cut();
      const opener = await device.open();
      await opener.type("start ");
      await opener.kept();
      let expected = "start ";
      for (let round = 0; round < 8; round++) {
        const tab = await device.openFrom(opener);
        await tab.shows(expected);
        await tab.typeAndClose(`${round}a `, `${round}b `, `${round}c `);
        expected += `${round}a ${round}b ${round}c `;
      }
      const last = await device.open();
      await last.shows(expected);
    });

    it("C7 has what was written while a large edit was on its way to the disk, if the tab closes", async () => {
      const device = await newDevice();
      device.cut();
      const opener = await device.open();
      await opener.type("start ");
      await opener.kept();
      const tab = await device.openFrom(opener);
      await tab.shows("start ");
      const large = "x".repeat(8_000_000);
      await tab.typeAndClose(large, "[last]");
      const next = await device.open();
      await until("the last edit", async () => (await next.text()).endsWith("x[last]"));
    });

    itCrashing(
      "C7 has the last word, even if the tab crashes with the key that writes it",
      async () => {
        const device = await newDevice();
        device.cut();
        const first = await device.open();
        await first.type("start ");
        await first.kept();
        let expected = "start ";
        for (let round = 0; round < 8; round++) {
          const tab = await device.open();
          await tab.shows(expected);
          void tab.type(`${round} `).catch(() => undefined);
          await tab.crash();
          expected += `${round} `;
        }
        const last = await device.open();
        await last.shows(expected);
      },
    );

    it("C7 brings what was written offline, by tabs that are gone, and merges it", async () => {
      const device = await newDevice();
      const stranger = await device.stranger();
      stranger.doc.getText("text").insert(0, "[shared]");
      const first = await device.open();
      await first.shows("[shared]");
      device.cut();
      await first.tells({ state: "offline", pendingEdits: 0 });
      await first.type("[one]", "[two]");
      await first.tells({ state: "offline", pendingEdits: 2, isKeptOnDevice: true });
      await first.close();
      stranger.doc.getText("text").insert(0, "[meanwhile]");
      const second = await device.open();
      await second.shows("[shared][one][two]");
      await second.type("[three]");
      await second.tells({ state: "offline", pendingEdits: 3, isKeptOnDevice: true });
      expect(await second.run((page) => page.known())).toEqual([{ name: "doc", pendingEdits: 3 }]);
      device.heal();
      await second.saved();
      await second.shows("[meanwhile][shared][one][two][three]");
      await until("the stranger", () => stranger.doc.getText("text").length === 36);
      await until("the count", async () => {
        const [known] = await second.run((page) => page.known());
        return known?.pendingEdits === 0;
      });
    });

    it("C5 does not take what is on the device for saved, whatever the last tab knew", async () => {
      const store = new GatedStore();
      const device = await newDevice({ store });
      const first = await device.open();
      await first.saved();
      device.cut();
      await first.tells({ state: "offline" });
      await first.type("x");
      await first.kept();
      await first.close();
      store.mode = "hold";
      device.heal();
      const stranger = await device.stranger();
      const second = await device.open();
      await until("the edit to travel", () => stranger.doc.getText("text").length === 1);
      await second.tells({ state: "saving", pendingEdits: 1 });
      store.release();
      await second.saved();
    });

    it("C7 counts as kept when the browser has said so, and not before", async () => {
      const device = await newDevice();
      device.cut();
      const tab = await device.open();
      await tab.type("one");
      await tab.kept();
      const busy = await device.tab();
      await busy.run((page, url) => page.hold(url), device.url);
      await tab.type("two");
      await tab.tells({ state: "offline", pendingEdits: 2, isKeptOnDevice: false });
      await busy.run((page) => page.turns(50));
      await tab.tells({ state: "offline", pendingEdits: 2, isKeptOnDevice: false });
      expect(await tab.run((page) => page.isSafeToLeave())).toBe(false);
      await busy.run((page) => page.release());
      await tab.kept();
    });

    it("C7 knows what was acknowledged before it was kept", async () => {
      const device = await newDevice();
      const tab = await device.open();
      await tab.saved();
      await until("the copy", async () => (await tab.run((page) => page.known())).length > 0);
      const busy = await device.tab();
      await busy.run((page, url) => page.hold(url), device.url);
      await tab.type("x");
      await tab.saved();
      await busy.run((page) => page.release());
      await until("the record", async () => {
        return (await tab.run((page, url) => page.recordsOf(url), device.url)) === 2;
      });
      await until("the count", async () => {
        return (await tab.run((page) => page.known()))[0]?.pendingEdits === 0;
      });
    });

    it("C7 is rewritten now and then, and stays small and whole", async () => {
      const device = await newDevice();
      device.cut();
      const first = await device.open();
      let expected = "";
      for (let round = 0; round < 24; round++) {
        const words = Array.from({ length: 50 }, (_, index) => `${round}.${index} `);
        await first.type(...words);
        expected += words.join("");
        await first.kept();
      }
      expect(await first.run((page, url) => page.recordsOf(url), device.url)).toBeLessThan(600);
      await first.close();
      const second = await device.open();
      await second.shows(expected);
      await second.tells({ pendingEdits: 1_200 });
    });

    it("C7 is forgotten when that is asked for, and kept anew by a tab that is open", async () => {
      const device = await newDevice();
      const first = await device.open();
      await first.type("secret");
      await first.saved();
      const tab = await device.tab();
      const forget = (): Promise<void> =>
        tab.run((page, url) => page.forget(url, "doc"), device.url);
      await forget();
      device.cut();
      await first.kept();
      expect(await first.run((page) => page.known())).toHaveLength(1);
      await first.close();
      await forget();
      expect(await tab.run((page, url) => page.recordsOf(url), device.url)).toBe(0);
      const second = await device.open();
      await second.tells({ state: "offline" });
      expect(await second.text()).toBe("");
    });
  });

  describe("of several tabs", () => {
    it("C7 brings the edits of each to the other without a network, once", async () => {
      const device = await newDevice();
      const one = await device.open();
      await one.type("[start]");
      await one.saved();
      device.cut();
      const two = await device.open();
      await two.shows("[start]");
      await one.tells({ state: "offline" });
      await one.type("[one]");
      await two.shows("[start][one]");
      await two.type("[two]");
      await one.shows("[start][one][two]");
      await Promise.all([one.kept(), two.kept()]);
      await Promise.all([one.close(), two.close()]);
      const third = await device.open();
      await third.shows("[start][one][two]");
      device.heal();
      await third.saved();
      const stranger = await device.stranger();
      expect(stranger.doc.getText("text").toString()).toBe("[start][one][two]");
    });

    itCrashing("C7 sends what a closed tab has left, from one that is open", async () => {
      const device = await newDevice();
      const one = await device.open();
      const two = await device.open();
      await Promise.all([one.saved(), two.saved()]);
      device.cut();
      await Promise.all([one.tells({ state: "offline" }), two.tells({ state: "offline" })]);
      void one.type("left behind").catch(() => undefined);
      await one.crash();
      device.heal();
      const stranger = await device.stranger();
      await until("the edit", () => stranger.doc.getText("text").toString() === "left behind");
      await two.saved();
    });

    itCrashing("C7 loses nothing when two tabs rewrite it at the same time", async () => {
      const device = await newDevice();
      device.cut();
      const tabs = await Promise.all([device.open(), device.open()]);
      for (let round = 0; round < 12; round++) {
        await Promise.all(
          tabs.map((tab, index) => {
            return tab.type(...Array.from({ length: 60 }, (_, at) => `<${index}.${round}.${at}>`));
          }),
        );
      }
      await Promise.all(tabs.map((tab) => tab.kept()));
      await Promise.all(tabs.map((tab) => tab.crash()));
      const last = await device.open();
      await until("every word", async () => (await last.text()).split("<").length === 1_441);
      const words = (await last.text()).match(/<[^>]*>/g) ?? [];
      expect(new Set(words).size).toBe(1_440);
    });
  });

  describe("on a device that does not keep it", () => {
    it.each([
      ["has no IndexedDB", "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })"],
      ["forbids it", "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }"],
      [
        "fails to open it",
        "IDBFactory.prototype.open = function (name) { return this.deleteDatabase(name) }",
      ],
    ])("C7 says so, and everything else works, if the browser %s", async (_what, sabotage) => {
      const device = await newDevice();
      await device.context.addInitScript(sabotage);
      const tab = await device.open();
      await tab.type("x");
      await tab.saved();
      device.cut();
      await tab.tells({ state: "offline", isKeptOnDevice: false });
      await tab.type("y");
      await tab.tells({ pendingEdits: 1, isKeptOnDevice: false });
      expect(await tab.run((page) => page.isSafeToLeave())).toBe(false);
      device.heal();
      await tab.saved();
      expect(await tab.run((page) => page.isSafeToLeave())).toBe(true);
      expect(tab.problems).toEqual([]);
    });

    it("C7 goes on without it if the browser does not answer for 5 seconds", async () => {
      const device = await newDevice();
      await device.context.addInitScript("IDBFactory.prototype.open = () => new EventTarget()");
      const tab = await device.tab();
      await tab.page.clock.install();
      await tab.run((page, url) => page.open(url, "doc"), device.url);
      await tab.type("x");
      await tab.page.clock.runFor(5_000);
      const stranger = await device.stranger();
      await until("the edit", () => stranger.doc.getText("text").toString() === "x");
      expect(tab.problems).toEqual([]);
    });

    itCrashing(
      "C7 says so when the quota is used up, and keeps everything once there is room",
      async () => {
        const device = await newDevice();
        device.cut();
        const tab = await device.tab();
        await tab.setQuota(1_000_000);
        await tab.run((page, url) => page.open(url, "doc"), device.url);
        await tab.type("before ");
        await tab.kept();
        // Some browsers keep values compressed.
        await tab.type(randomBytes(1_000_000).toString("hex"));
        // What another tab finds shows what has become of the write.
        const other = await device.open();
        await other.shows("before ");
        expect(await tab.run((page) => page.isSafeToLeave())).toBe(false);
        await tab.setQuota(100_000_000);
        await tab.tells({ state: "offline", pendingEdits: 2, isKeptOnDevice: true });
        await Promise.all([tab.crash(), other.crash()]);
        const next = await device.open();
        await until("the text", async () => (await next.text()).length === 2_000_007);
        await next.tells({ pendingEdits: 2 });
        expect(tab.problems).toEqual([]);
      },
    );

    itCrashing("C7 keeps it anew when the browser has thrown it away", async () => {
      const device = await newDevice();
      device.cut();
      const tab = await device.open();
      await tab.type("one");
      await tab.kept();
      await tab.clearStorage();
      await tab.tells({ state: "offline", isKeptOnDevice: false });
      await tab.kept();
      await tab.crash();
      const next = await device.open();
      await next.shows("one");
    });
  });

  describe("of which the device has lost a part", () => {
    const damages = ["cut", "no bytes", "no update"] as const;
    it.each(damages)("C96 opens with the rest, sends it and keeps it (%s)", async (as) => {
      const device = await newDevice();
      const first = await device.open();
      await first.saved();
      device.cut();
      await first.tells({ state: "offline" });
      await first.type("[one]");
      await first.kept();
      await first.type("[two]");
      await first.kept();
      await first.close();
      const tab = await device.tab();
      const { url } = device;
      await tab.run((page, its) => page.damage(its.url, "last", its.as), { url, as });
      const second = await device.open();
      expect(await second.run((page) => page.loaded())).toBe("device");
      expect(await second.text()).toBe("[one]");
      await second.tells({ state: "offline", pendingEdits: 2, isKeptOnDevice: true });
      expect(await second.run((page) => page.unreadable())).toBe(1);
      expect(await second.run((page) => page.known())).toEqual([{ name: "doc", pendingEdits: 2 }]);
      await second.type("[three]");
      await second.kept();
      device.heal();
      await second.saved();
      const stranger = await device.stranger();
      expect(stranger.doc.getText("text").toString()).toBe("[one][three]");
      device.cut();
      await second.close();
      const third = await device.open();
      expect(await third.run((page) => page.loaded())).toBe("device");
      expect(await third.text()).toBe("[one][three]");
      expect(await third.run((page) => page.unreadable())).toBe(0);
      const [aside] = await third.run((page) => page.setAside("doc"));
      expect(aside).toEqual({ code: "unreadable", text: "[one]" });
      expect(third.problems.concat(second.problems)).toEqual([]);
    });

    it("C96 waits for the server where nothing else makes sense of the rest, and sends that", async () => {
      const device = await newDevice();
      const first = await device.open();
      await first.type("[one]");
      await first.saved();
      device.cut();
      await first.tells({ state: "offline" });
      await first.type("[two]");
      await first.kept();
      await first.close();
      const tab = await device.tab();
      // The first records hold what the server has.
      for (const _ of [1, 2]) {
        await tab.run((page, url) => page.damage(url, "first", "no update"), device.url);
      }
      const second = await device.open();
      const loaded = second.run((page) => page.loaded());
      await second.tells({ state: "offline", pendingEdits: 1 });
      expect(await second.text()).toBe("");
      device.heal();
      expect(await loaded).toBe("server");
      await second.shows("[one][two]");
      await second.saved();
      const stranger = await device.stranger();
      expect(stranger.doc.getText("text").toString()).toBe("[one][two]");
    });

    it("C96 is read value by value if the browser fails to read them all", async () => {
      const device = await newDevice();
      device.cut();
      const first = await device.open();
      await first.type("[one]");
      await first.kept();
      await first.type("[two]");
      await first.kept();
      await first.close();
      // Adding a key twice fails, as reading a value does whose file is gone.
      await device.context.addInitScript(`
        const fail = (store) => store.add({ copy: 0 }, 1);
        const { getAll } = IDBIndex.prototype;
        const { get } = IDBObjectStore.prototype;
        IDBIndex.prototype.getAll = function (query) {
          const { objectStore } = this;
          return objectStore.name === "updates" ? fail(objectStore) : getAll.call(this, query);
        };
        IDBObjectStore.prototype.get = function (key) {
          return this.name === "updates" && key === lostKey ? fail(this) : get.call(this, key);
        };
        const lostKey = 2;
      `);
      const second = await device.open();
      expect(await second.run((page) => page.loaded())).toBe("device");
      expect(await second.text()).toBe("[one]");
      expect(await second.run((page) => page.unreadable())).toBe(1);
      device.heal();
      await second.saved();
      expect(second.problems).toEqual([]);
    });

    itCrashing(
      "C96 is noticed by tabs that are open, which all go on with what could be read",
      async () => {
        const device = await newDevice();
        device.cut();
        const one = await device.open();
        await one.type("[start]");
        await one.kept();
        const two = await device.open();
        await two.shows("[start]");
        await two.run((page, url) => page.damage(url, "new", "no update"), device.url);
        await two.type("[two]");
        await one.shows("[start][two]");
        await until("it to be noticed", async () => {
          return (await one.run((page) => page.unreadable())) === 1;
        });
        await one.type("[one]");
        await two.shows("[start][two][one]");
        await Promise.all([one.kept(), two.kept()]);
        await Promise.all([one.crash(), two.crash()]);
        const third = await device.open();
        await third.shows("[start][two][one]");
        expect(await third.run((page) => page.unreadable())).toBe(0);
      },
    );
  });

  it("C98 leaves no unhandled rejection when tabs come and go early", async () => {
    const device = await newDevice();
    const tab = await device.tab();
    await tab.run((page, url) => page.comeAndGo(url, 50), device.url);
    device.cut();
    await tab.run((page, url) => page.comeAndGo(url, 50), device.url);
    expect(tab.problems).toEqual([]);
    device.heal();
    const last = await device.open();
    await last.saved();
    expect(await last.text()).toBe(".".repeat(100));
    expect(last.problems).toEqual([]);
  });

  describe("of what the server refuses for good", () => {
    it("C8 is set aside when the document was deleted, so that a new one begins empty", async () => {
      const device = await newDevice();
      const first = await device.open();
      await first.type("old");
      await first.saved();
      await device.delete();
      await first.tells({ state: "refused", code: 4404, pendingEdits: 0 });
      await first.type(" and lost");
      await first.tells({ pendingEdits: 1, isKeptOnDevice: true });
      await first.close();
      const second = await device.open();
      expect(await second.run((page) => page.loaded())).toBe("server");
      await second.type("new");
      await second.saved();
      expect(await second.text()).toBe("new");
      expect(await second.run((page) => page.setAside("doc"))).toEqual([
        { code: 4404, text: "old and lost" },
      ]);
      expect(await second.run((page) => page.known())).toEqual([{ name: "doc", pendingEdits: 0 }]);
    });

    it("C8 is set aside when an edit in it was refused, so that the document still opens", async () => {
      const device = await newDevice({ maxDocumentBytes: 5_000 });
      const first = await device.open();
      await first.type("fine");
      await first.saved();
      await first.type("x".repeat(6_000));
      await first.tells({ state: "refused", code: 4419, pendingEdits: 1 });
      await first.kept("refused");
      await first.close();
      const second = await device.open();
      await second.saved();
      expect(await second.text()).toBe("fine");
      const [copy] = await second.run((page) => page.setAside("doc"));
      expect(copy?.text).toHaveLength(6_004);
    });

    it("C8 is set aside, not merged, when the document was made anew while the device was away", async () => {
      const device = await newDevice();
      const first = await device.open();
      await first.type("old");
      await first.saved();
      device.cut();
      await first.tells({ state: "offline" });
      await first.type(" and unsent");
      await first.kept();
      await first.close();
      await device.delete();
      const stranger = await device.stranger();
      stranger.doc.getText("text").insert(0, "new");
      await stranger.whenSaved();
      device.heal();
      const second = await device.open();
      await second.tells({ state: "refused", code: 4404, isKeptOnDevice: true });
      expect(await second.text()).toBe("old and unsent");
      const third = await device.open();
      await third.shows("new");
      await third.saved();
      expect(stranger.doc.getText("text").toString()).toBe("new");
      expect(await third.run((page) => page.setAside("doc"))).toEqual([
        { code: 4404, text: "old and unsent" },
      ]);
    });

    it("C8 is left by other tabs, which go on with what the server has", async () => {
      const device = await newDevice({ maxDocumentBytes: 5_000 });
      const one = await device.open();
      const two = await device.open();
      await one.type("fine ");
      await Promise.all([one.saved(), two.shows("fine ")]);
      await one.type("x".repeat(6_000));
      await one.kept("refused");
      await two.type("go on");
      await two.saved();
      device.cut();
      await two.kept();
      await Promise.all([one.close(), two.close()]);
      const third = await device.open();
      await third.shows("fine go on");
    });

    it("C8 keeps at most two that were set aside", async () => {
      const device = await newDevice();
      for (const text of ["first", "second", "third"]) {
        const tab = await device.open();
        await tab.type(text);
        await tab.saved();
        await device.delete();
        await tab.kept("refused");
        await tab.close();
      }
      const tab = await device.open();
      const copies = await tab.run((page) => page.setAside("doc"));
      expect(copies.map(({ text }) => text)).toEqual(["third", "second"]);
    });
  });
});
