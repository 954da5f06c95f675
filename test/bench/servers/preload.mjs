/**
 * Loaded into every server before its own code: answers the driver's questions about what only the
 * process itself can tell. While nothing is asked it does nothing, and when the driver is gone it
 * ends the process.
 */

import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";

const resolution = 5;
let delay;
let session;

const verbs = {
  startDelay() {
    delay = monitorEventLoopDelay({ resolution });
    delay.enable();
  },
  /** How much later than planned the event loop came round, in milliseconds. */
  stopDelay() {
    delay.disable();
    const late = (ns) => Math.max(0, ns / 1e6 - resolution);
    return { p99Ms: late(delay.percentile(99)), maxMs: late(delay.max) };
  },
  async startProfile() {
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 500 });
    await session.post("Profiler.start");
  },
  async stopProfile(file) {
    const { profile } = await session.post("Profiler.stop");
    session.disconnect();
    writeFileSync(file, JSON.stringify(profile));
  },
  async startAllocations() {
    session = new Session();
    session.connect();
    await session.post("HeapProfiler.startSampling", {
      samplingInterval: 16 * 1024,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
  },
  async stopAllocations(file) {
    const { profile } = await session.post("HeapProfiler.stopSampling");
    session.disconnect();
    writeFileSync(file, JSON.stringify(profile));
  },
};

async function answer({ verb, argument }) {
  process.send({ verb, value: await verbs[verb](argument) });
}

process.on("message", (question) => void answer(question));
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.channel?.unref();
