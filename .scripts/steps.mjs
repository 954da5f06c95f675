/**
 * The steps that `npm start`, `npm test` and the rest are made of. Plain JavaScript without
 * dependencies, since it runs before anything is installed.
 */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache");

/** Runs `command` with its output shown; resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    // A signal to the script (Ctrl-C reaches both) is the child's to handle.
    const pass = (signal) => child.kill(signal);
    process.on("SIGINT", ignore);
    process.on("SIGTERM", pass);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", pass);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** Runs `command`; ends the process with its exit code if it fails. */
export async function runOrExit(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) process.exit(code);
}

/** The script behind a package's command, to be run with this same Node. */
export function bin(packageName, command = packageName) {
  const directory = join(root, "node_modules", packageName);
  const { bin: entry } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  return join(directory, typeof entry === "string" ? entry : entry[command]);
}

/** Installs dependencies, unless those of the current lock file are there. */
export async function install() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    console.error(`Coscribe needs Node 20.19 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const wanted = hashOf([join(root, "package-lock.json")]);
  const stamp = join(root, "node_modules", ".coscribe-installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing dependencies (once; takes about a minute) …");
  const isFirst = !existsSync(join(root, "node_modules"));
  const npm = process.env.npm_execpath;
  const args = [isFirst ? "ci" : "install", "--no-audit", "--no-fund"];
  if (npm === undefined) await runOrExit("npm", args, { shell: process.platform === "win32" });
  else await runOrExit(process.execPath, [npm, ...args]);
  writeFileSync(stamp, hashOf([join(root, "package-lock.json")]));
}

/** Builds packages and page, unless nothing has changed since the last time. */
export async function build({ force = false } = {}) {
  const sources = ["package-lock.json", "tsconfig.base.json", "shared", "server", "client"].flatMap(
    (path) => filesIn(join(root, path)),
  );
  const wanted = hashOf(sources);
  const stamp = join(cache, "built");
  const isBuilt = existsSync(join(root, "server/dist/page/index.html")) && existsSync(stamp);
  if (!force && isBuilt && readFileSync(stamp, "utf8") === wanted) return;
  await step("Building the packages", process.execPath, [
    bin("typescript", "tsc"),
    "-b",
    "shared",
    "server",
    "client",
  ]);
  await step("Building the page", process.execPath, [
    bin("vite"),
    "build",
    "--config",
    "client/app/vite.config.ts",
    "--logLevel",
    "warn",
  ]);
  for (const name of ["shared", "server", "client"]) removeLeftovers(name);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Removes what the compiler has made of sources that are gone: it would be packed with the rest. */
function removeLeftovers(packageName) {
  const [sources, dist] = ["src", "dist"].map((folder) => join(root, packageName, folder));
  // Of dist, what is made by others or for the compiler alone.
  const others = /^(page|app-types|service-worker-types)\b/;
  for (const file of filesIn(dist)) {
    const path = relative(dist, file);
    const [, name] = /^(.*)\.(?:js|d\.ts)(?:\.map)?$/.exec(path) ?? [];
    if (name === undefined || others.test(path)) continue;
    if (![".ts", ".tsx"].some((end) => existsSync(join(sources, name + end)))) rmSync(file);
  }
}

async function step(title, command, args) {
  const startedAt = performance.now();
  console.log(`${title} …`);
  await runOrExit(command, args);
  console.log(`${title}: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && name !== "dist")
    .flatMap(({ name }) => filesIn(join(path, name)));
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash.update(relative(root, file)).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function ignore() {
  // The child gets the same signal from the terminal, and its exit code becomes ours.
}
