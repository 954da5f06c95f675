/** A proxy of this machine, in front of a server, with a configuration in a folder of its own. */

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { writeCertificate } from "../support/certificate.ts";
import type { Part } from "../support/part.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";
import type { ProxyKind, Setting } from "./proxy-kinds.ts";

/** Where Debian puts servers, beside the places that everybody looks in. */
const places = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

/** Whether everything that a proxy needs is on this machine. */
export function findProxy({ needs, packages }: ProxyKind): Part<true> {
  const missing = needs.filter((need) => pathOf(need) === undefined);
  if (missing.length === 0) return { isHere: true, value: true };
  const because = `there is no ${missing.join(" and no ")}`;
  return { isHere: false, because, getIt: `apt-get install ${packages.join(" ")}` };
}

/** See the head of this file. */
export class RunningProxy {
  readonly #kind: ProxyKind;
  readonly #setting: Setting;
  #children: readonly ChildProcess[] = [];

  private constructor(kind: ProxyKind, setting: Setting) {
    this.#kind = kind;
    this.#setting = setting;
  }

  /** Starts a proxy of the host notes.example in front of the server on `coscribePort`. */
  static async start(
    kind: ProxyKind,
    coscribePort: number,
    isBelow = false,
  ): Promise<RunningProxy> {
    const folder = temporaryFolder();
    // Some of them give up being root before they read it.
    chmodSync(folder, 0o755);
    writeCertificate(folder, "notes.example");
    const [port, sparePort] = [await freePort(), await freePort()];
    const setting = { folder, port, coscribePort, sparePort, isBelow };
    const proxy = new RunningProxy(kind, setting);
    onTestFinished(() => proxy.stop());
    await proxy.start();
    return proxy;
  }

  /** The port on which it speaks TLS. */
  get port(): number {
    return this.#setting.port;
  }

  /** Starts it, again after {@link stop}. */
  async start(): Promise<void> {
    const { folder } = this.#setting;
    const programs = this.#kind.programs(this.#setting);
    this.#children = programs.map(({ command, args, files }) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      return spawn(pathOf(command) ?? command, args, { cwd: folder, env, stdio: "pipe" });
    });
    let said = "";
    for (const child of this.#children) {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
      }
    }
    await until(`${this.#kind.name} to listen`, async () => {
      const ended = this.#children.find(({ exitCode }) => exitCode !== null);
      if (ended !== undefined) throw new Error(`${ended.spawnargs.join(" ")} ended: ${said}`);
      const listening = await Promise.all(programs.map(({ port }) => isListening(port)));
      return !listening.includes(false);
    });
  }

  /** Has it read its configuration again. */
  async reload(): Promise<void> {
    const programs = this.#kind.programs(this.#setting);
    await Promise.all(
      programs.map(async ({ command, reload }, at) => {
        if (typeof reload === "string") this.#children[at]?.kill(reload);
        else if (reload !== undefined) {
          await promisify(execFile)(pathOf(command) ?? command, reload);
        }
      }),
    );
  }

  /** Ends it and every connection through it. */
  async stop(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGTERM");
        await once(child, "exit");
      }),
    );
    await until("the port to be free", async () => !(await isListening(this.#setting.port)));
  }
}

function pathOf(command: string): string | undefined {
  if (command.startsWith("/")) return existsSync(command) ? command : undefined;
  return places.map((place) => join(place, command)).find((path) => existsSync(path));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
