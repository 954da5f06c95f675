#!/usr/bin/env bash
# content-visibility: auto lets Chromium skip the layout of what is far from the window, and is meant to
# change nothing else. But where it is set on the paragraphs of an editable text, going to the end of the
# text with Control-End puts the caret before the first letter of the last paragraph, if that has not been
# drawn yet. One would guess that it is behind the last letter, as it is without the property. Editors that
# set it have to move the caret themselves. Linux on x64 only, which is what the package has a browser for.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent playwright-core@1.65.1 @sparticuz/chromium@147.0.0

cat >try.mjs <<'END'
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// It unpacks the libraries that a bare machine lacks only where it believes to be in a cloud function.
process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs22.x";
const { default: bundled } = await import("@sparticuz/chromium");
const executablePath = await bundled.executablePath();
const env = { ...process.env, LD_LIBRARY_PATH: join(tmpdir(), "al2023", "lib") };
const args = ["--no-sandbox", "--disable-gpu"];
const browser = await chromium.launch({ executablePath, args, env });

/** Where the caret is in the last of 500 paragraphs after Control-End. */
async function offsetAtEnd(visibility) {
  const page = await browser.newPage();
  const paragraphs = Array.from({ length: 500 }, (_, i) => `<p>paragraph ${i}</p>`).join("");
  await page.setContent(
    `<style>p { content-visibility: ${visibility}; contain-intrinsic-block-size: auto 1em }</style>` +
      `<div contenteditable>${paragraphs}</div>`,
  );
  await page.click("p");
  await page.keyboard.press("Control+End");
  const offset = await page.evaluate(() => getSelection().anchorOffset);
  await page.close();
  return offset;
}

const guessed = await offsetAtEnd("visible");
const seen = await offsetAtEnd("auto");
console.log(`Chromium ${browser.version()}: Control-End goes to letter ${guessed} of the last paragraph;`);
console.log(`with content-visibility: auto to letter ${seen}`);
await browser.close();
process.exitCode = guessed === "paragraph 499".length && seen === 0 ? 0 : 1;
END

node try.mjs
