/**
 * Many small documents, as in a school or an office: the cost of an edit, not of its copies. Measured
 * while the server is young, so what it has to compile counts.
 */

import { togetherMetrics as metrics, typeTogether } from "./together.ts";
import type { Workload } from "../workload.ts";

/** See the head of this file. */
export const pairs: Workload = {
  name: "pairs",
  title: "300 documents with 2 people each, who type 5 keystrokes/s",
  contestants: ["relay", "y-websocket", "hocuspocus", "coscribe", "coscribe-tokens"],
  repeat: 3,
  metrics: [
    metrics.cpuPerKeystroke,
    metrics.latencyP50,
    metrics.latencyP99,
    metrics.serverCpu,
    metrics.systemShare,
    metrics.mainShare,
    metrics.driverCpu,
  ],
  targets: [{ metric: "cpuPerKeystroke", against: "y-websocket", atMost: 0.75 }],
  run: (stage) =>
    typeTogether(stage, {
      documents: 300,
      members: 2,
      writers: 2,
      keystrokesPerSecond: 5,
      warmUpMs: 8_000,
    }),
};
