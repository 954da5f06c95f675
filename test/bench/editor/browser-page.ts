/** A page with an editor in a browser of its own, and what the browser says it costs. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import type { CpuProfile } from "../profile.ts";
import type { PageFiles } from "./bundle.ts";
import { traceCategories, type TraceEvent } from "./trace.ts";

/** The main thread rests when it takes less than this, in ms … */
const restMs = 3;
/** … in as many ms as this. */
const restsForMs = 250;
const restDeadlineMs = 60_000;

const sampleEveryUs = 200;

/** See the head of this file. */
export class BrowserPage {
  readonly page: Page;
  readonly #protocol: CDPSession;
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server, page: Page, protocol: CDPSession) {
    this.#browser = browser;
    this.#server = server;
    this.page = page;
    this.#protocol = protocol;
  }

  /** Opens a page with these files, that can fetch `state`. */
  static async open(
    launch: () => Promise<Browser>,
    files: PageFiles,
    state: Uint8Array,
  ): Promise<BrowserPage> {
    const server = await serve(files, state);
    const browser = await launch();
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const protocol = await page.context().newCDPSession(page);
    // Time on the processor: what other programs take meanwhile does not count.
    await protocol.send("Performance.enable", { timeDomain: "threadTicks" });
    await protocol.send("HeapProfiler.enable");
    return new BrowserPage(browser, server, page, protocol);
  }

  /**
   * Processor time of the page's main thread for `work` and all that follows from it, in ms:
   * JavaScript, style, layout, painting, input.
   */
  async costOf(work: () => Promise<unknown>): Promise<number> {
    const before = await this.#mainThreadMs();
    await work();
    await this.rest();
    return (await this.#mainThreadMs()) - before;
  }

  /** Resolves when the main thread has nothing to do. Throws if that takes too long. */
  async rest(): Promise<void> {
    const deadline = performance.now() + restDeadlineMs;
    let last = await this.#mainThreadMs();
    /* oxlint-disable no-await-in-loop -- it looks again and again */
    while (performance.now() < deadline) {
      await sleep(restsForMs);
      const now = await this.#mainThreadMs();
      if (now - last < restMs) return;
      last = now;
    }
    /* oxlint-enable no-await-in-loop */
    throw new Error("the page's main thread does not come to rest");
  }

  /** What the page keeps after everything that can be was collected: JavaScript, and all with the DOM; bytes. */
  async memory(): Promise<{ readonly script: number; readonly all: number }> {
    // Objects that the DOM holds go with the second round only.
    for (let round = 0; round < 3; round++) {
      // oxlint-disable-next-line no-await-in-loop -- see above
      await this.#protocol.send("HeapProfiler.collectGarbage");
    }
    const usage = await this.#protocol.send("Runtime.getHeapUsage");
    return {
      script: usage.usedSize,
      all: usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize,
    };
  }

  /** Samples what JavaScript does during `work`. */
  async profile(work: () => Promise<unknown>): Promise<CpuProfile> {
    await this.#protocol.send("Profiler.enable");
    await this.#protocol.send("Profiler.setSamplingInterval", { interval: sampleEveryUs });
    await this.#protocol.send("Profiler.start");
    await work();
    const { profile } = await this.#protocol.send("Profiler.stop");
    await this.#protocol.send("Profiler.disable");
    return { samples: [], timeDeltas: [], ...profile };
  }

  /** What the browser itself does during `work`. */
  async trace(work: () => Promise<unknown>): Promise<readonly TraceEvent[]> {
    const events: TraceEvent[] = [];
    const collect = ({ value }: { readonly value: readonly object[] }): void => {
      for (const event of value as readonly TraceEvent[]) events.push(event);
    };
    const traceConfig = { includedCategories: [...traceCategories] };
    this.#protocol.on("Tracing.dataCollected", collect);
    await this.#protocol.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
    await work();
    const complete = new Promise((resolve) => {
      this.#protocol.once("Tracing.tracingComplete", resolve);
    });
    await this.#protocol.send("Tracing.end");
    await complete;
    this.#protocol.off("Tracing.dataCollected", collect);
    return events;
  }

  async #mainThreadMs(): Promise<number> {
    const { metrics } = await this.#protocol.send("Performance.getMetrics");
    const duration = metrics.find(({ name }) => name === "TaskDuration");
    if (duration === undefined) throw new Error("this browser does not tell what its tasks take");
    return duration.value * 1_000;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function serve(files: PageFiles, state: Uint8Array): Promise<Server> {
  const answers: Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>> = {
    "/": ["text/html; charset=utf-8", html],
    "/page.js": ["text/javascript; charset=utf-8", files.script],
    "/page.css": ["text/css; charset=utf-8", files.style],
    "/state": ["application/octet-stream", state],
  };
  const server = createServer((request, response) => {
    const [type, body] = answers[request.url ?? ""] ?? ["text/plain", ""];
    response.setHeader("content-type", type);
    // The page's clock is precise to 5 µs only where nothing of other origins is let in.
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const html = `<!doctype html>
<html lang="en">
  <title>editor</title>
  <link rel="stylesheet" href="page.css" />
  <style>
    body { font: 16px/1.6 sans-serif; margin: 0 }
    #editor { max-width: 760px; margin: 24px auto }
  </style>
  <body>
    <div id="editor"></div>
    <script src="page.js"></script>
  </body>
</html>`;
