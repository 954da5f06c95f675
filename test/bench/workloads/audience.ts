/** A lecture: few write, many read along. */

import { togetherMetrics as metrics, typeTogether } from "./together.ts";
import type { Workload } from "../workload.ts";

/** See the head of this file. */
export const audience: Workload = {
  name: "audience",
  title: "200 people in one document, 5 of whom type 20 keystrokes/s",
  contestants: ["relay", "y-websocket", "hocuspocus", "coscribe"],
  repeat: 1,
  metrics: [
    metrics.cpuPerDelivery,
    metrics.latencyP50,
    metrics.latencyP99,
    metrics.serverCpu,
    metrics.systemShare,
    metrics.driverCpu,
  ],
  targets: [
    { metric: "cpuPerDelivery", against: "relay", atMost: 0.55 },
    { metric: "latencyP99", atMost: 150 },
  ],
  run: (stage) =>
    typeTogether(stage, { documents: 1, members: 200, writers: 5, keystrokesPerSecond: 20 }),
};
