/**
 * A WebKitGTK with one window, told what to do by WebDriver: the protocol of HTTP requests that its
 * driver speaks. The driver starts the browser; both run on a screen of their own that nobody sees,
 * and end together.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

/** See the head of this file. */
export class WebKitSession {
  readonly #url: string;
  readonly #processes: readonly ChildProcess[];

  private constructor(url: string, processes: readonly ChildProcess[]) {
    this.#url = url;
    this.#processes = processes;
  }

  /** Starts a browser whose storage is empty; `driver` is the path of WebKitWebDriver. */
  static async start(driver: string): Promise<WebKitSession> {
    const [screen, display] = await startScreen();
    const port = await freePort();
    const env = { ...process.env, DISPLAY: display, NO_AT_BRIDGE: "1" };
    const running = spawn(driver, [`--port=${port}`], { stdio: "ignore", env });
    const processes = [running, screen];
    try {
      const root = `http://127.0.0.1:${port}`;
      await answers(root, running);
      const options = { args: ["--automation"] };
      const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
      const created = await call("POST", `${root}/session`, { capabilities });
      const { sessionId } = created as { sessionId: string };
      return new WebKitSession(`${root}/session/${sessionId}`, processes);
    } catch (error) {
      await end(processes);
      throw error;
    }
  }

  /** One command of the protocol. Rejects with what the driver calls an error. */
  command(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    return call(method, this.#url + path, body);
  }

  /** Ends the browser, its driver and its screen. */
  async close(): Promise<void> {
    try {
      await call("DELETE", this.#url);
    } finally {
      await end(this.#processes);
    }
  }
}

async function end(processes: readonly ChildProcess[]): Promise<void> {
  for (const child of processes) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exited = once(child, "exit");
    child.kill();
    await exited;
  }
}

/** A screen without a monitor, and how X programs find it. */
async function startScreen(): Promise<[ChildProcess, display: string]> {
  const args = ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
  const screen = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const numbers = screen.stdio[3] as Readable;
  const [number] = (await Promise.race([
    once(numbers, "data"),
    once(screen, "exit").then(([code]) => {
      throw new Error(`Xvfb ended with ${code}`);
    }),
  ])) as [Buffer];
  return [screen, `:${number.toString().trim()}`];
}

/** The driver cannot say which port it has taken, so one is found for it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function answers(root: string, driver: ChildProcess): Promise<void> {
  for (;;) {
    if (driver.exitCode !== null) throw new Error(`${driver.spawnfile} ended`);
    try {
      await call("GET", `${root}/status`);
      return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await delay(10);
    }
  }
}

async function call(method: string, url: string, body: unknown = {}): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(method === "POST" && { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as {
    value: { error?: string; message?: string } | null;
  };
  if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}
