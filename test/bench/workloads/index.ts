/** All workloads, in the order in which they run. */

import type { Workload } from "../workload.ts";
import { audience } from "./audience.ts";
import { busy } from "./busy.ts";
import { coldOpen } from "./cold-open.ts";
import { connections } from "./connections.ts";
import { crowd } from "./crowd.ts";
import { disk } from "./disk.ts";
import { fullSpeed } from "./full-speed.ts";
import { joinStorm } from "./join-storm.ts";
import { join } from "./join.ts";
import { openDocuments } from "./open-documents.ts";
import { pairs } from "./pairs.ts";
import { reconnect } from "./reconnect.ts";
import { slowReader } from "./slow-reader.ts";

/** See the head of this file. */
export const workloads: readonly Workload[] = [
  busy,
  audience,
  crowd,
  pairs,
  openDocuments,
  connections,
  join,
  joinStorm,
  reconnect,
  coldOpen,
  fullSpeed,
  disk,
  slowReader,
];

/** The workload of this name. */
export function workloadNamed(name: string): Workload | undefined {
  return workloads.find((workload) => workload.name === name);
}
