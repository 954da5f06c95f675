/** Packages that only measurements need, from npm. They never become dependencies of the project. */

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Installs what `manifest`, a package.json, names into `folder`, which git ignores, unless it is
 * there. `options` are more of npm's. Resolves to why that failed, if it did.
 */
export async function installPackages(
  folder: string,
  manifest: object,
  options: readonly string[] = [],
): Promise<string | undefined> {
  const wanted = `${JSON.stringify(manifest, null, 2)}\n`;
  const stamp = join(folder, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  console.log(`Installing the peers into ${folder} (once) …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), wanted);
  const args = ["install", "--no-audit", "--no-fund", "--loglevel=error", ...options];
  const code = await runNpm(args, folder);
  if (code !== 0) return `npm install ended with ${code} in ${folder}`;
  writeFileSync(stamp, wanted);
  return undefined;
}

function runNpm(args: readonly string[], folder: string): Promise<number | null> {
  const npm = process.env["npm_execpath"];
  const [command, first] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd: folder,
      stdio: "inherit",
      shell: npm === undefined && process.platform === "win32",
    });
    child.on("error", reject);
    child.on("close", resolve);
  });
}
