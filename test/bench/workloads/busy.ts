/** A lively document: everybody writes. */

import { togetherMetrics as metrics, typeTogether } from "./together.ts";
import type { Workload } from "../workload.ts";

/** See the head of this file. */
export const busy: Workload = {
  name: "busy",
  title: "50 people type 10 keystrokes/s each in one document",
  contestants: ["relay", "y-websocket", "hocuspocus", "coscribe", "coscribe-tokens"],
  repeat: 2,
  metrics: [
    metrics.cpuPerDelivery,
    metrics.latencyP50,
    metrics.latencyP99,
    metrics.serverCpu,
    metrics.systemShare,
    metrics.mainShare,
    metrics.bytesPerDelivery,
    metrics.driverCpu,
  ],
  targets: [
    { metric: "cpuPerDelivery", against: "relay", atMost: 0.45 },
    { metric: "latencyP99", atMost: 60 },
  ],
  run: (stage) =>
    typeTogether(stage, { documents: 1, members: 50, writers: 50, keystrokesPerSecond: 10 }),
};
