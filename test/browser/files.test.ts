/** Files on their way to the server: real tabs, a real IndexedDB, a network that comes and goes. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SyncServerOptions } from "@coscribe/server";
import { findBrowser } from "../support/browser.ts";
import { GatedFiles, storeWith } from "../support/gated-files.ts";
import { describeWith } from "../support/part.ts";
import { pngOf } from "../support/sample-files.ts";
import { until } from "../support/until.ts";
import { Device, offlineScript, type Tab } from "./offline-support.ts";

const png = [...pngOf(40, 30)];

describeWith("files of a document in a browser", findBrowser(), (launch) => {
  let browser: Browser;
  let script: string;
  beforeAll(async () => {
    [browser, script] = await Promise.all([launch(), offlineScript()]);
  });
  afterAll(() => browser.close());

  const newDevice = (options?: Partial<SyncServerOptions>): Promise<Device> =>
    Device.start(browser, script, options);

  const add = (tab: Tab, content: number[] | { size: number; fill: number }): Promise<string> =>
    tab.run((page, given) => page.addFile(given), content);

  const imageSize = (tab: Tab, src: string): Promise<unknown> =>
    tab.run((page, given) => page.imageSize(given), src);

  async function onServer(device: Device, src: string): Promise<number> {
    const url = `${device.url.replace("ws:", "http:")}/api/v1/${src}`;
    return (await (await fetch(url)).arrayBuffer()).byteLength;
  }

  describe("an image", () => {
    it("C115 is shown from the page until the server has it, and then from there", async () => {
      const files = new GatedFiles();
      files.mode = "hold";
      const device = await newDevice({ store: storeWith(files) });
      const tab = await device.open();
      await tab.saved();
      const src = await add(tab, png);
      expect(await imageSize(tab, src)).toEqual({ from: "blob:", width: 40, height: 30 });
      await tab.tells({ state: "saving", pendingEdits: 1 });
      files.release();
      await tab.saved();
      expect(await imageSize(tab, src)).toEqual({ from: "http:", width: 40, height: 30 });
      expect(tab.problems).toEqual([]);
    });

    it("C115 that was added without a network is there in the next tab, too", async () => {
      const device = await newDevice();
      const first = await device.open();
      await first.saved();
      device.cut();
      await first.kept();
      const src = await add(first, png);
      await first.close();
      const second = await device.open();
      await second.kept();
      expect(await imageSize(second, src)).toEqual({ from: "blob:", width: 40, height: 30 });
    });
  });

  it("C114 a file that was added offline is sent when the document is open again, and there is a network", async () => {
    const device = await newDevice();
    const first = await device.open();
    await first.saved();
    device.cut();
    await first.kept();
    const src = await add(first, { size: 300_000, fill: 7 });
    await first.tells({ state: "offline", pendingEdits: 1, isKeptOnDevice: true });
    expect(await first.run((page) => page.isSafeToLeave())).toBe(true);
    await first.close();
    const second = await device.open();
    await second.tells({ state: "offline", pendingEdits: 1, isKeptOnDevice: true });
    device.heal();
    await second.saved();
    expect(await onServer(device, src)).toBe(300_000);
    await second.close();
    const third = await device.open();
    await third.saved();
    expect(await third.run((page) => page.uploads())).toEqual([]);
  });

  it("C114 nothing is said to be saved before the device has told what waits there", async () => {
    const files = new GatedFiles();
    const device = await newDevice({ store: storeWith(files) });
    const first = await device.open();
    await first.saved();
    files.mode = "hold";
    await add(first, { size: 1_000, fill: 1 });
    await first.close();
    for (let time = 0; time < 5; time++) {
      const next = await device.open();
      await next.tells({ state: "saving", pendingEdits: 1 });
      await next.close();
    }
    files.release();
    const last = await device.open();
    await last.saved();
  });

  it("C114 once it was added, a file is kept, even if the tab crashes right then", async () => {
    const device = await newDevice();
    const opener = await device.open();
    await opener.saved();
    device.cut();
    await opener.kept();
    const sources: string[] = [];
    for (let round = 1; round <= 4; round++) {
      const tab = await device.open();
      sources.push(await add(tab, { size: 50_000 * round, fill: round }));
      await tab.crash();
    }
    const last = await device.open();
    await last.tells({ pendingEdits: 4, isKeptOnDevice: true });
    device.heal();
    await last.saved();
    const sizes = await Promise.all(sources.map((src) => onServer(device, src)));
    expect(sizes).toEqual([50_000, 100_000, 150_000, 200_000]);
  });

  it("C114 where the device has no room, that is told; it is kept when there is, and sent all the same", async () => {
    const device = await newDevice();
    const tab = await device.open();
    await tab.saved();
    device.cut();
    await tab.kept();
    // Files do not count in the quota that Chromium can be told to have.
    await tab.page.evaluate(`
      globalThis.put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    `);
    const src = await add(tab, { size: 3_000_001, fill: 3 });
    await tab.tells({ state: "offline", pendingEdits: 1, isKeptOnDevice: false });
    expect(await tab.run((page) => page.isSafeToLeave())).toBe(false);
    await tab.page.evaluate("IDBObjectStore.prototype.put = globalThis.put");
    await tab.tells({ state: "offline", pendingEdits: 1, isKeptOnDevice: true });
    await tab.crash();
    device.heal();
    const next = await device.open();
    await next.saved();
    expect(await onServer(device, src)).toBe(3_000_001);
  });

  it("C114 what a person clears while it waits is kept anew, and sent", async () => {
    const device = await newDevice();
    const tab = await device.open();
    await tab.saved();
    device.cut();
    await tab.kept();
    const src = await add(tab, { size: 20_000, fill: 4 });
    await tab.clearStorage();
    await tab.tells({ pendingEdits: 1, isKeptOnDevice: true });
    await tab.crash();
    device.heal();
    const next = await device.open();
    await next.saved();
    expect(await onServer(device, src)).toBe(20_000);
  });

  it("C112 what a tab has left behind is sent by another one on the same document", async () => {
    const device = await newDevice();
    const staying = await device.open();
    await staying.saved();
    device.cut();
    await staying.kept();
    const leaving = await device.open();
    await leaving.kept();
    const src = await add(leaving, { size: 10_000, fill: 5 });
    await leaving.close();
    device.heal();
    await until("it to be on the server", async () => (await onServer(device, src)) === 10_000);
  });

  it("C112 another tab takes over at once what a tab leaves behind, and does not say that it is saved", async () => {
    const files = new GatedFiles();
    const device = await newDevice({ store: storeWith(files) });
    const staying = await device.open();
    await staying.saved();
    const leaving = await device.open();
    await leaving.saved();
    files.mode = "hold";
    const src = await add(leaving, { size: 10_000, fill: 5 });
    await leaving.page.close({ runBeforeUnload: true });
    await staying.tells({ state: "saving", pendingEdits: 1 });
    files.release();
    await staying.saved();
    expect(await onServer(device, src)).toBe(10_000);
  });

  it("C110 a large file tells how far it has come, and can be taken back in the middle", async () => {
    const device = await newDevice();
    const tab = await device.open();
    await tab.saved();
    const network = await device.context.newCDPSession(tab.page);
    await network.send("Network.enable");
    await network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 2_000_000,
    });
    const src = await add(tab, { size: 20_000_000, fill: 6 });
    const sent = new Set<number>();
    await until("some of it to be sent", async () => {
      const [state] = await tab.run((page) => page.uploads());
      if (state?.state === "sending") sent.add(state.sentBytes);
      return sent.size > 3;
    });
    expect(Math.max(...sent)).toBeLessThan(20_000_000);
    await tab.run((page) => page.cancelUploads());
    await tab.saved();
    expect(await tab.run((page) => page.uploads())).toEqual([]);
    await tab.close();
    const next = await device.open();
    await next.saved();
    expect(await onServer(device, src)).toBeLessThan(1_000);
    expect(tab.problems).toEqual([]);
  });

  it("C113 a file that is too large is refused with its code, and stays until it is taken back", async () => {
    const device = await newDevice({ maxFileBytes: 100_000 });
    const tab = await device.open();
    await tab.saved();
    await expect(add(tab, { size: 2_000_000, fill: 8 })).rejects.toThrow("the server takes 100000");
    for (const size of [200_000, 210_000]) await add(tab, { size, fill: 8 });
    await until("both to be refused", async () => {
      const states = await tab.run((page) => page.uploads());
      return states.every((each) => each.state === "refused" && each.code === "fileTooLarge");
    });
    await tab.saved();
    await tab.close();
    const next = await device.open();
    await until("both to be refused again", async () => {
      const states = await next.run((page) => page.uploads());
      return states.length === 2 && states.every(({ state }) => state === "refused");
    });
    await next.run((page) => page.cancelUploads());
    await until("the device to forget them", async () => {
      const [known] = await next.run((page) => page.known());
      return known?.pendingEdits === 0;
    });
    await next.close();
    const last = await device.open();
    await last.saved();
    expect(await last.run((page) => page.uploads())).toEqual([]);
  });

  it("C116 files that wait are counted with their document, and forgotten with it", async () => {
    const device = await newDevice();
    const tab = await device.open();
    await tab.saved();
    device.cut();
    await tab.kept();
    await tab.type("one edit");
    await add(tab, { size: 10, fill: 1 });
    await add(tab, { size: 11, fill: 1 });
    await tab.kept();
    expect(await tab.run((page) => page.known())).toEqual([{ name: "doc", pendingEdits: 3 }]);
    await tab.close();
    const other = await device.open("other");
    await other.run((page, url) => page.forget(url, "doc"), device.url);
    await other.close();
    device.heal();
    const again = await device.open();
    await again.saved();
    expect(await again.run((page) => page.uploads())).toEqual([]);
    expect(await again.text()).toBe("");
  });
});
