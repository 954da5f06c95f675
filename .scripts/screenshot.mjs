/**
 * `node .scripts/screenshot.mjs`: makes client/screenshot.png from the running page, with two people
 * writing. Needs a Chromium: CHROMIUM_PATH, or /usr/bin/chromium.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, install, root } from "./steps.mjs";

await install();
await build();
const { chromium } = createRequire(join(root, "test/package.json"))("playwright-core");
const data = mkdtempSync(join(tmpdir(), "coscribe-"));
const server = spawn(
  process.execPath,
  [join(root, "server/dist/main.js"), "--port", "0", "--data", data],
  { stdio: ["ignore", "pipe", "inherit"] },
);
const url = await new Promise((resolve) => {
  server.stdout.on("data", (chunk) => {
    const [, found] = /"url":"([^"]+)"/.exec(chunk) ?? [];
    if (found !== undefined) resolve(found);
  });
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});

async function person(name, color) {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 700 },
    deviceScaleFactor: 1.5,
  });
  await context.addInitScript(
    (user) => {
      localStorage.setItem("coscribe:user", JSON.stringify(user));
    },
    { name, color },
  );
  const page = await context.newPage();
  await page.goto(`${url}/d/Summer%20trip`);
  await page.click(".ProseMirror");
  return page;
}

try {
  const ada = await person("Ada", "#b0590f");
  const text = [
    "# Summer trip",
    "Three days by the sea, **no laptops**. We leave on *Friday at noon*.",
    "## To bring",
    "[x] The tent",
    "[ ] Something for breakfast",
    "Coffee, if nobody minds",
    "",
    "> The best plans fit on one page.",
  ];
  for (const line of text) {
    await ada.keyboard.type(line);
    await ada.keyboard.press("Enter");
  }
  const ben = await person("Ben", "#8a52c9");
  await ben.click("text=Something for breakfast");
  await ben.keyboard.press("End");
  await ben.keyboard.type(": bread, jam");
  await ada.waitForTimeout(500);
  for (const close of await ada.getByRole("button", { name: /dismiss|close/i }).all()) {
    if (await close.isVisible()) await close.click();
  }
  await ada.mouse.move(0, 400);
  await ada.waitForTimeout(300);
  await ada.screenshot({ path: join(root, "client/screenshot.png") });
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await once(server, "exit");
  rmSync(data, { recursive: true });
}
