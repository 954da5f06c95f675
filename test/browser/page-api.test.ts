/** A program changes a document by HTTP while two people type in it, each in a browser. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { eventually, pageServer, visitor, type Visitor } from "./page-support.ts";

describeWith("a program and people", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it("P331 nobody loses a letter, and what the program wrote is there", async () => {
    const server = await pageServer();
    const address = `http://localhost:${server.port}/api/v1/content/plan`;
    const put = async (body: string, base = ""): Promise<void> => {
      const headers = { "Content-Type": "text/markdown" };
      const url = `${address}?${new URLSearchParams(base === "" ? {} : { base })}`;
      expect((await fetch(url, { method: "PUT", headers, body })).ok).toBe(true);
    };
    await put("# Plan 0\n\nintroduction 0\n\nAnn:\n\nBen:\n\nlast 0\n");
    const [ann, ben] = await Promise.all([visitor(browser, server), visitor(browser, server)]);
    await Promise.all([ann.open("plan"), ben.open("plan")]);
    const startIn = async (person: Visitor, line: string): Promise<void> => {
      await person.text.getByText(line, { exact: true }).click();
      await person.press("End");
    };
    await Promise.all([startIn(ann, "Ann:"), startIn(ben, "Ben:")]);
    const words = Array.from({ length: 12 }, (_, index) => `w${index}`);
    const typing = [ann, ben].map(async (person, index) => {
      for (const word of words) {
        await person.page.keyboard.type(` ${"ab"[index]}${word}`, { delay: 5 });
      }
    });
    // Each names the letters that were there when it was read, and none that came since.
    for (let round = 1; round <= 5; round++) {
      const read = await fetch(address.replace("content", "content.md"));
      const text = await read.text();
      const changed = text.replaceAll(/\b(Plan|introduction|last) \d/g, `$1 ${round}`);
      await put(changed, read.headers.get("etag") ?? "");
    }
    await Promise.all(typing);
    const line = (who: string, letter: string): string =>
      `${who}:${words.map((word) => ` ${letter}${word}`).join("")}`;
    const lines = ["Plan 5", "introduction 5", line("Ann", "a"), line("Ben", "b"), "last 5"];
    for (const person of [ann, ben]) {
      await eventually(async () =>
        (await person.text.innerText()).split("\n").filter((text) => text.trim() !== ""),
      ).toEqual(lines);
      await person.isSaved();
    }
    const stored = await fetch(address.replace("content", "content.txt"));
    expect((await stored.text()).split("\n").filter((text) => text !== "")).toEqual(lines);
  });
});
