/** Who is measured, and how each is started. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dialect } from "../clients/dialect.ts";
import { repository } from "../folders.ts";
import { nodeForHocuspocus, peersFolder } from "./peers.ts";
import { tokenForSomebody } from "./tokens.ts";

const tokenSecret = "a secret for measurements, long enough to be one";

/** Their names, as tables and flags have them. */
export type ContestantName =
  | "relay"
  | "y-websocket"
  | "y-leveldb"
  | "hocuspocus"
  | "coscribe"
  | "coscribe-tokens";

/** How to start a server. */
export interface Command {
  readonly node: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A server to measure. */
export interface Contestant {
  readonly name: ContestantName;
  readonly title: string;
  readonly dialect: Dialect;
  /** A client that comes later is sent what was written before. */
  readonly keepsDocuments: boolean;
  /** It finds documents again after a restart. */
  readonly keepsFiles: boolean;
  /** It is told that something is on disk with `statusQuestion`. */
  readonly acknowledges: boolean;
  /** Its packages have to be installed first. */
  readonly isPeer: boolean;
  /** What each connection brings in the query of its address, if anything; called for each. */
  readonly query?: () => string;
  /** Starts it on `port` of 127.0.0.1, with its files, if any, in `folder`. */
  command(port: number, folder: string): Command;
}

const base = {
  dialect: "y-websocket",
  keepsDocuments: true,
  keepsFiles: false,
  acknowledges: false,
  isPeer: true,
} as const;

/** All of them, in the order of the tables. */
export const contestants: readonly Contestant[] = [
  {
    ...base,
    name: "relay",
    title: "a bare ws relay: no documents, no storage",
    keepsDocuments: false,
    isPeer: false,
    command: (port) => ({
      node: process.execPath,
      args: [ownServer("relay.mjs"), String(port)],
      environment: {},
    }),
  },
  {
    ...base,
    name: "y-websocket",
    title: "@y/websocket-server 0.1.1, in memory",
    command: (port) => yWebsocket(port, {}),
  },
  {
    ...base,
    name: "y-leveldb",
    title: "@y/websocket-server 0.1.1 with y-leveldb (no fsync)",
    keepsFiles: true,
    command: (port, folder) => yWebsocket(port, { YPERSISTENCE: folder }),
  },
  {
    ...base,
    name: "hocuspocus",
    title: "Hocuspocus 4.7.0, storage hook in memory, Node 22",
    dialect: "hocuspocus",
    command: (port) => ({
      node: nodeForHocuspocus(),
      args: [ownServer("hocuspocus.mjs"), String(port), peersFolder],
      environment: {},
    }),
  },
  {
    ...base,
    name: "coscribe",
    title: "Coscribe as built, stock settings, every edit fsynced",
    keepsFiles: true,
    acknowledges: true,
    isPeer: false,
    command: (port, folder) => coscribe(port, folder, {}),
  },
  {
    ...base,
    name: "coscribe-tokens",
    title: "the same, where everybody is known by a signed token",
    keepsFiles: true,
    acknowledges: true,
    isPeer: false,
    query: () => `?token=${tokenForSomebody(tokenSecret)}`,
    command: (port, folder) => coscribe(port, folder, { COSCRIBE_TOKEN_SECRET: tokenSecret }),
  },
];

/** The contestant of this name. */
export function contestantNamed(name: string): Contestant | undefined {
  return contestants.find((contestant) => contestant.name === name);
}

/** Why a contestant cannot run on this machine, if so. */
export function whyMissing({ name, isPeer }: Contestant): string | undefined {
  if (!isPeer) return undefined;
  if (name === "hocuspocus" && !existsSync(nodeForHocuspocus())) {
    return "Hocuspocus needs Node 22: run the benchmark with it, or on Linux x64";
  }
  return undefined;
}

function coscribe(
  port: number,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Command {
  const main = join(repository, "server/dist/main.js");
  const args = [main, "--host=127.0.0.1", `--port=${port}`, `--data=${folder}`];
  return { node: process.execPath, args, environment };
}

function yWebsocket(port: number, environment: Readonly<Record<string, string>>): Command {
  return {
    node: process.execPath,
    args: [join(peersFolder, "node_modules/@y/websocket-server/src/server.js")],
    environment: { HOST: "127.0.0.1", PORT: String(port), ...environment },
  };
}

function ownServer(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
