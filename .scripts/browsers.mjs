/**
 * `npm run browsers`: installs Firefox and WebKit for the tests, for root on Debian; says elsewhere what
 * they want. Chromium comes with npm.
 */

import { existsSync, readFileSync } from "node:fs";
import { runOrExit } from "./steps.mjs";

/** Packages of Debian, each with a program of it. */
const packages = {
  "firefox-esr": "/usr/bin/firefox-esr",
  "webkit2gtk-driver": "/usr/bin/WebKitWebDriver",
  xvfb: "/usr/bin/Xvfb",
};

const missing = Object.entries(packages)
  .filter(([, program]) => !existsSync(program))
  .map(([name]) => name);
const isDebian =
  existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));

if (missing.length === 0) console.log("Firefox and WebKit are here.");
else if (isDebian && process.getuid?.() === 0) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runOrExit("apt-get", ["update", "-q"], { env });
  const flags = ["-q", "-y", "--no-install-recommends"];
  await runOrExit("apt-get", ["install", ...flags, ...missing], { env });
} else {
  console.log(`The tests want what Debian has in ${missing.join(", ")}; see test/README.md.`);
}
