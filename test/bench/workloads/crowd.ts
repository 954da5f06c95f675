/** More people in one document than anybody planned for, all of whom move their cursors. */

import { togetherMetrics as metrics, typeTogether } from "./together.ts";
import type { Workload } from "../workload.ts";

/** See the head of this file. */
export const crowd: Workload = {
  name: "crowd",
  title: "500 people in one document: 20 type 4 keystrokes/s, each other moves a cursor every 5 s",
  contestants: ["relay", "y-websocket", "hocuspocus", "coscribe"],
  repeat: 1,
  metrics: [
    metrics.cpuPerDelivery,
    metrics.stallP99,
    metrics.stallMax,
    metrics.latencyP50,
    metrics.latencyP99,
    metrics.serverCpu,
    metrics.driverCpu,
  ],
  targets: [
    { metric: "cpuPerDelivery", against: "relay", atMost: 0.4 },
    { metric: "stallP99", atMost: 50 },
    { metric: "latencyP99", atMost: 250 },
  ],
  run: (stage) =>
    typeTogether(stage, {
      documents: 1,
      members: 500,
      writers: 20,
      keystrokesPerSecond: 4,
      cursorEveryMs: 5_000,
      loopDelay: true,
    }),
};
