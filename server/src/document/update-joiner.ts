/**
 * Updates, one after the other → one, as long as each simply continues what is known. Loading a long
 * tail is so a third cheaper than admitting each update for itself.
 *
 * What does not simply continue it (a part that is known already, a gap, two clients that refer to
 * each other, bytes that are no update) is left to the replica, which knows what to do.
 */

import { ProtocolError } from "@coscribe/shared";
import { joinRanges, numbersPerRange } from "../update/delete-set.ts";
import { NumberList } from "../update/number-list.ts";
import { parseUpdate, type ParsedUpdate } from "../update/parse-update.ts";
import type { StateVector } from "../update/state-vector.ts";
import { joinRuns, type StructRun } from "../update/struct-run.ts";

/** See the head of this file. */
export class UpdateJoiner {
  readonly #known: StateVector;
  readonly #runs = new Map<number, [StructRun, ...StructRun[]]>();
  readonly #references = new Map<number, number>();
  #deletes = new NumberList();

  /** `known` may change only while nothing is being joined. */
  constructor(known: StateVector) {
    this.#known = known;
  }

  /** Takes an update in; false where it is left to the replica, after what was joined before it. */
  add(bytes: Uint8Array): boolean {
    const update = parsed(bytes);
    if (update === undefined || !this.#isNext(update)) return false;
    for (const run of update.runs) {
      const earlier = this.#runs.get(run.client);
      if (earlier === undefined) this.#runs.set(run.client, [run]);
      else earlier.push(run);
    }
    for (const [client, clock] of update.references) {
      if (clock > (this.#references.get(client) ?? -1)) this.#references.set(client, clock);
    }
    this.#deletes.append(update.deletes);
    return true;
  }

  /** What has been joined, to be admitted whole; begins anew. */
  take(): ParsedUpdate {
    const update = {
      runs: [...this.#runs.values()].map(joinRuns),
      deletes: joinRanges(this.#deletes.numbers),
      references: new Map(this.#references),
    };
    this.#runs.clear();
    this.#references.clear();
    this.#deletes = new NumberList();
    return update;
  }

  #isNext({ runs, deletes, references }: ParsedUpdate): boolean {
    for (const [client, clock] of references) if (clock >= this.#reachOf(client)) return false;
    for (const { client, clock } of runs) if (clock !== this.#reachOf(client)) return false;
    for (let at = 0; at < deletes.length; at += numbersPerRange) {
      const client = deletes[at] ?? 0;
      const own = runs.find((run) => run.client === client);
      if ((deletes[at + 2] ?? 0) > (own?.end ?? this.#reachOf(client))) return false;
    }
    return true;
  }

  /** How many clocks of a client are known or joined. */
  #reachOf(client: number): number {
    return this.#runs.get(client)?.at(-1)?.end ?? this.#known.get(client) ?? 0;
  }
}

/** Undefined for bytes that are no update. */
function parsed(bytes: Uint8Array): ParsedUpdate | undefined {
  try {
    return parseUpdate(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
