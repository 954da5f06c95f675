/** Everything that a page says while somebody goes about in it, or that is in it now. */

import type { Page } from "playwright-core";

/** What the page is given by {@link watchTexts}. */
interface Watched {
  textsWithin: (root: Element) => readonly string[];
  keepTexts: (texts: readonly string[]) => Promise<void>;
}

const seen = new WeakMap<Page, Set<string>>();

/** Watches `page` from its next load on. */
export async function watchTexts(page: Page): Promise<void> {
  const all = new Set<string>();
  seen.set(page, all);
  await page.exposeFunction("keepTexts", (texts: readonly string[]) => {
    for (const text of texts) all.add(text);
  });
  await page.addInitScript(() => {
    const watched = globalThis as unknown as Watched;
    const said = [
      "aria-label",
      "aria-valuetext",
      "alt",
      "data-hint",
      "data-tip",
      "placeholder",
      "title",
    ];
    watched.textsWithin = (root) =>
      [root, ...root.querySelectorAll("*")]
        .filter((element) => element.closest("script, style, svg, math") === null)
        .flatMap((element) => [
          element.textContent ?? "",
          ...[...element.childNodes].map((child) => (child instanceof Text ? child.data : "")),
          ...said.map((name) => element.getAttribute(name) ?? ""),
        ])
        .map((text) => text.trim())
        .filter((text) => text !== "" && text.length < 500);
    new MutationObserver((records) => {
      const roots = new Set(records.map(({ target }) => target));
      const texts = [...roots].flatMap((root) => {
        const element = root instanceof Element ? root : root.parentElement;
        return element === null ? [] : watched.textsWithin(element);
      });
      void watched.keepTexts([...new Set(texts)]);
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** What it has said since then, on whatever address. */
export function textsSeen(page: Page): readonly string[] {
  return [...(seen.get(page) ?? [])];
}

/** What it says now. */
export async function textsNow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    (globalThis as unknown as Watched).textsWithin(document.documentElement),
  );
}
