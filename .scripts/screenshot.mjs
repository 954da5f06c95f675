/**
 * `node .scripts/screenshot.mjs`: makes the pictures of the README from the running page, with two people
 * writing: client/screenshot.png, and client/screenshot-menu.png in the dark. Into a folder that is named
 * (`node .scripts/screenshot.mjs FOLDER`) it makes one of every state of the page, for the light, the dark and
 * phones, to look at. Needs a Chromium: CHROMIUM_PATH, or /usr/bin/chromium.
 */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, install, root } from "./steps.mjs";

const document = `# A week on the coast

Seven days by the sea, **no laptops**. We leave on *Friday at noon*; the house has
[its own page](https://example.org/house).

> [!TIP]
> The ferry takes no cards. Bring cash, and come half an hour early.

## To bring

- [x] The tent
- [ ] Something for breakfast
- [ ] Coffee, if nobody minds

## Who drives

| Day    | Car | Driver |
| ------ | --- | ------ |
| Friday | red | Ada    |
| Sunday | van | Ben    |

\`\`\`js
const tide = await fetch("/tide").then((answer) => answer.json());
\`\`\`

1. Up the hill
2. Along the cliffs
   - the short way round
3. Back by the beach

> The best plans fit on one page.

$$
d = \\sqrt{2 r h + h^2}
$$
`;

const screens = {
  light: { viewport: { width: 1100, height: 700 }, deviceScaleFactor: 1.5 },
  dark: { viewport: { width: 1100, height: 700 }, deviceScaleFactor: 1.5, colorScheme: "dark" },
  phone: {
    viewport: { width: 390, height: 760 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
};

await install();
await build();
const { chromium } = createRequire(join(root, "test/package.json"))("playwright-core");
const data = mkdtempSync(join(tmpdir(), "coscribe-"));
const command = join(root, "server/dist/main.js");
writeFileSync(join(data, "coast.md"), document);
spawnSync(
  process.execPath,
  [command, "import", join(data, "coast.md"), "coast", "--data", join(data, "data")],
  { stdio: "inherit" },
);
const server = spawn(process.execPath, [command, "--port", "0", "--data", join(data, "data")], {
  stdio: ["ignore", "pipe", "inherit"],
});
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

async function person(name, color, screen = "light") {
  const context = await browser.newContext(screens[screen]);
  await context.addInitScript(
    (user) => {
      localStorage.setItem("coscribe:user", JSON.stringify(user));
    },
    { name, color },
  );
  return context.newPage();
}

async function open(page, name = "coast") {
  await page.goto(`${url}/d/${name}`);
  await page.click('.coscribe-text:not([contenteditable="false"])');
  await page.waitForTimeout(1_000);
}

/** The end of the line that says this. */
async function goTo(page, text) {
  await page.locator(".coscribe-text").getByText(text).click();
  await page.keyboard.press("End");
}

async function frontPage() {
  const ada = await person("Ada", "#b0590f");
  const ben = await person("Ben", "#8a52c9");
  await open(ada);
  await open(ben);
  await goTo(ben, "Something for breakfast");
  await ben.keyboard.type(": bread, jam");
  await goTo(ada, "The ferry takes");
  await ada.evaluate(() => {
    scrollTo(0, 0);
  });
  await ada.mouse.move(0, 400);
  await ada.waitForTimeout(500);
  await ada.screenshot({ path: join(root, "client/screenshot.png") });

  await ada.context().close();
  const dark = await person("Ada", "#b0590f", "dark");
  await open(dark);
  await goTo(dark, "Coffee, if nobody minds");
  await dark.keyboard.press("Enter");
  await dark.keyboard.type("/");
  await dark.waitForTimeout(500);
  await dark.screenshot({ path: join(root, "client/screenshot-menu.png") });
}

/** What can be opened on the page, by the names of the buttons that open it. */
const opened = [
  "Block type",
  "Colour",
  "Alignment",
  "Insert",
  "More",
  "View",
  "Document and help",
  "Only you are here",
  "Copy link",
];

async function everyState(folder) {
  mkdirSync(folder, { recursive: true });
  for (const screen of Object.keys(screens)) {
    const page = await person("Ada", "#b0590f", screen);
    const picture = async (name) => {
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(folder, `${name}-${screen}.png`) });
    };
    await page.goto(url);
    await picture("start");
    await open(page, `empty-${screen}`);
    await picture("empty");
    await open(page);
    await picture("document");
    for (const name of opened) {
      const button = page.getByRole("button", { name }).filter({ visible: true }).first();
      if ((await button.count()) === 0) continue;
      await button.click();
      await picture(name.toLowerCase().replaceAll(" ", "-"));
      await page.keyboard.press("Escape");
    }
    await goTo(page, "Up the hill");
    await page.keyboard.press("Shift+Home");
    await picture("selection");
    await goTo(page, "Up the hill");
    for (const [name, keys] of [
      ["find", "Control+f"],
      ["counts", "Control+Shift+c"],
      ["shortcuts", "Control+/"],
      ["link", "Control+k"],
    ]) {
      await page.keyboard.press(keys);
      await picture(name);
      await page.keyboard.press("Escape");
    }
    await goTo(page, "Friday at noon");
    for (const [name, text] of [
      ["slash", "/"],
      ["emoji", ":sm"],
      ["mention", "@"],
    ]) {
      await page.keyboard.press("End");
      await page.keyboard.type(` ${text}`);
      await picture(name);
      await page.keyboard.press("Escape");
      for (let i = 0; i <= text.length; i += 1) await page.keyboard.press("Backspace");
    }
    await page.locator("[data-cell]").first().click();
    await picture("table");
    await page.context().close();
  }
}

try {
  const [, , folder] = process.argv;
  await (folder === undefined ? frontPage() : everyState(folder));
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await once(server, "exit");
  rmSync(data, { recursive: true, force: true });
}
