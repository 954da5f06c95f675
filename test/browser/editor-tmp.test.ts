import { afterAll, beforeAll, it } from "vitest";
import type { Page } from "playwright-core";
import type { EditorPage } from "./editor-page.ts";
import { EditorBrowser } from "./editor-support.ts";
declare const editorPage: EditorPage;
let browser: EditorBrowser; let page: Page;
beforeAll(async () => { browser = await EditorBrowser.open(); page = await browser.page(); });
afterAll(async () => { await browser.close(); });
it("E0 perf", async () => {
 for (const n of [1000, 10000]) {
  const out = await page.evaluate(async (n) => {
    const texts = Array.from({ length: n }, (_, i) => `line ${i} with some twelve words to fill it up a little so`);
    const t0 = performance.now();
    editorPage.start(["ann"], texts);
    const mount = performance.now() - t0;
    const ann = editorPage.person("ann");
    editorPage.select("ann", n / 2, 5);
    // ten remote carets
    const { Y } = editorPage;
    const frag = ann.doc.getXmlFragment("prosemirror");
    for (let i = 0; i < 10; i++) {
      const text = (frag.get(Math.floor(n / 2) + i) as any).get(0);
      const pos = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 3));
      ann.awareness.states.set(1000 + i, { user: { name: "u" + i, color: "#ff0000" }, cursor: { anchor: pos, head: pos } });
    }
    ann.awareness.emit("change", [{ added: [1000,1001,1002,1003,1004,1005,1006,1007,1008,1009], updated: [], removed: [] }, "x"]);
    const frame = () => new Promise((r) => requestAnimationFrame(() => r(0)));
    await frame(); await frame();
    const local: number[] = [], full: number[] = [];
    const view = ann.editor.view;
    for (let i = 0; i < 50; i++) {
      const t = performance.now();
      view.dispatch(view.state.tr.insertText("x"));
      local.push(performance.now() - t);
      await new Promise<void>((r) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => r(); c.port2.postMessage(0); }));
      full.push(performance.now() - t);
    }
    const other = new Y.Doc(); Y.applyUpdate(other, Y.encodeStateAsUpdate(ann.doc));
    const ot = (other.getXmlFragment("prosemirror").get(10) as any).get(0);
    const remote: number[] = [];
    for (let i = 0; i < 50; i++) {
      let u: Uint8Array; other.once("update", (x: Uint8Array) => { u = x; }); ot.insert(3, "y");
      const t = performance.now(); Y.applyUpdate(ann.doc, u!); remote.push(performance.now() - t);
      await frame();
    }
    const p = (a: number[], q: number) => a.slice().sort((x, y) => x - y)[Math.floor(a.length * q)]!.toFixed(1);
    const te = performance.now(); view.dispatch(view.state.tr.split(view.state.selection.head)); const enter = performance.now() - te;
    const ts = performance.now(); view.dispatch(view.state.tr.addMark(0, view.state.doc.content.size, editorPage.documentSchema.mark("bold"))); const bold = performance.now() - ts;
    return `${n}: mount ${mount.toFixed(0)} local ${p(local, .5)}/${p(local, .95)} key->frame ${p(full, .5)}/${p(full, .95)} remote ${p(remote, .5)}/${p(remote, .95)} enter ${enter.toFixed(1)} boldall ${bold.toFixed(0)}`;
  }, n);
  console.log(out);
 }
}, 120000);
it("E0 looks", async () => {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = "light dark";
      editorPage.start(["ann", "bob"], [
        [{ kind: "heading" }, "Planning the autumn release"], "A paragraph with enough words to wrap over the line and show how the rhythm of the text looks at this size, calm and readable.",
        [{ kind: "heading", level: 2 }, "Open points"],
        [{ kind: "bullet" }, "First point"], [{ kind: "bullet", indent: 1 }, "Nested point that is long enough to wrap around to the second line of it"], [{ kind: "bullet", indent: 2 }, "Deeper"],
        [{ kind: "numbered" }, "One"], [{ kind: "numbered", indent: 1 }, "Inner"], [{ kind: "numbered" }, "Two"],
        [{ kind: "task", checked: true }, "Done thing"], [{ kind: "task" }, "Open thing"], [{ kind: "task", indent: 1 }, "Nested task"],
        [{ kind: "quote" }, "Quoted words"], [{ kind: "quote" }, "in two lines"],
        [{ kind: "heading", level: 3 }, "Code"],
        [{ kind: "code", language: "ts" }, "function f(x: number) {\n  return x * 2;\n}"],
        "שלום עולם, זהו טקסט מימין לשמאל", [{ kind: "bullet" }, "רשימה בעברית"], [{ kind: "numbered" }, "מספר"],
      ]);
      const { Y } = editorPage; const f = editorPage.person("ann").doc.getXmlFragment("prosemirror");
      const table = new Y.XmlElement("table"); table.insert(0, [new Y.XmlText("cells of a table")]); f.insert(3, [table]);
      editorPage.select("bob", 1, 10, 60);
      editorPage.select("ann", 15, 3);
    });
    await page.waitForTimeout(200);
    await page.screenshot({ path: `/tmp/look-${scheme}.png`, fullPage: true });
  }
});
