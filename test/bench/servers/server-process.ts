/** A contestant in a process of its own, and what it costs. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Contestant } from "./contestants.ts";
import { cpuTimeOf, memoryOf, resetPeak, type CpuTime } from "./process-usage.ts";

const preload = new URL("preload.mjs", import.meta.url).href;
const startTimeoutMs = 20_000;

/** What was seen of a server between two moments. */
export interface Measured extends CpuTime {
  /** User and system time. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Processor time of the driver in the same time. */
  readonly driverMs: number;
  /** How late the server's event loop came round, if that was asked for. */
  readonly loopDelay: LoopDelay;
}

/** In milliseconds; NaN where it was not measured. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** What is to be seen of a server beside its processor time. */
export interface Observation {
  readonly loopDelay?: boolean;
  /** Files to write a processor profile, or one of allocations, to. */
  readonly profile?: string | undefined;
  readonly allocations?: string | undefined;
}

/** A server with 10,000 clients keeps them connected with a thirtieth of a processor. */
const idleShare = 0.05;

/** See the head of this file. */
export class ServerProcess {
  readonly contestant: Contestant;
  readonly port: number;
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  /** Starts it with its files in `folder`; resolves when it accepts connections. */
  static async start(contestant: Contestant, folder: string): Promise<ServerProcess> {
    const port = await freePort();
    const { node, args, environment } = contestant.command(port, folder);
    const child = spawn(node, ["--import", preload, ...args], {
      env: { PATH: process.env["PATH"], NODE_ENV: "production", ...environment },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const server = new ServerProcess(contestant, port, child);
    await server.#accepting();
    return server;
  }

  private constructor(contestant: Contestant, port: number, child: ChildProcess) {
    if (child.pid === undefined) throw new Error(`${contestant.name} could not be started`);
    this.contestant = contestant;
    this.port = port;
    this.pid = child.pid;
    this.#child = child;
    this.#exited = once(child, "exit");
  }

  /** Resident memory in bytes. */
  get memory(): { readonly now: number; readonly peak: number } {
    return memoryOf(this.pid);
  }

  /** Starts counting the memory's peak anew. */
  resetPeak(): void {
    resetPeak(this.pid);
  }

  /** Begins to measure; the function that comes back ends it. */
  async measure(observation: Observation = {}): Promise<() => Promise<Measured>> {
    const { loopDelay = false, profile, allocations } = observation;
    if (loopDelay) await this.#ask("startDelay");
    if (profile !== undefined) await this.#ask("startProfile");
    if (allocations !== undefined) await this.#ask("startAllocations");
    const start = { cpu: cpuTimeOf(this.pid), driver: process.cpuUsage(), at: performance.now() };
    return async () => {
      const cpu = cpuTimeOf(this.pid);
      const { user, system } = process.cpuUsage(start.driver);
      const wallMs = performance.now() - start.at;
      if (profile !== undefined) await this.#ask("stopProfile", profile);
      if (allocations !== undefined) await this.#ask("stopAllocations", allocations);
      const userMs = cpu.userMs - start.cpu.userMs;
      const systemMs = cpu.systemMs - start.cpu.systemMs;
      return {
        userMs,
        systemMs,
        mainMs: cpu.mainMs - start.cpu.mainMs,
        cpuMs: userMs + systemMs,
        wallMs,
        driverMs: (user + system) / 1_000,
        loopDelay: loopDelay
          ? ((await this.#ask("stopDelay")) as LoopDelay)
          : { p99Ms: Number.NaN, maxMs: Number.NaN },
      };
    };
  }

  /** Resolves when it has used next to no processor time in `quietMs`. */
  async idle(quietMs: number = 500, timeoutMs: number = 120_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    const littleMs = Math.max(quietMs * idleShare, 10);
    for (let before = -Infinity; this.#cpuMs - before > littleMs;) {
      if (performance.now() > deadline) throw new Error("the server does not come to rest");
      before = this.#cpuMs;
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      await sleep(quietMs);
    }
  }

  /** Ends it; resolves when it has ended. */
  async stop(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#exited;
  }

  get #cpuMs(): number {
    const { userMs, systemMs } = cpuTimeOf(this.pid);
    return userMs + systemMs;
  }

  async #accepting(): Promise<void> {
    const deadline = performance.now() + startTimeoutMs;
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
    while (!(await accepts(this.port))) {
      if (this.#child.exitCode !== null || performance.now() > deadline) {
        this.#child.kill("SIGKILL");
        throw new Error(`${this.contestant.name} did not start`);
      }
      // oxlint-disable-next-line no-await-in-loop
      await sleep(20);
    }
  }

  async #ask(verb: string, argument?: string): Promise<unknown> {
    const answer = once(this.#child, "message");
    this.#child.send({ verb, argument });
    const [message] = (await answer) as [{ readonly value: unknown }];
    return message.value;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** A port that nothing listens on now. Not every contestant can choose one and tell which. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
