/**
 * What documents are called by their own words, where that is not written down: of those that were there before
 * anybody looked, and of those that were closed before somebody could. It is kept in memory only, so that whoever
 * reads a list writes nothing.
 */

import type { DocumentName } from "@coscribe/shared";
import type { DocumentActivity } from "../registry/entries.ts";
import type { ReadHeading } from "../room/activity-recorder.ts";

/** Most that are remembered; then the oldest are forgotten. */
const mostRemembered = 10_000;

/** So many are read for one list; those that are left are without a title in it, and are read for the next. */
export const mostReadPerList = 25;

/** So many are read at once. */
const mostAtOnce = 4;

/** See the head of this file. */
export class Headings {
  readonly #read: ReadHeading | undefined;
  readonly #remembered = new Map<
    DocumentName,
    { changedAt: number | undefined; heading: string }
  >();
  #waiting: (() => void)[] = [];
  #count = 0;

  constructor(read: ReadHeading | undefined) {
    this.#read = read;
  }

  /** What is known of a document, with its heading where that is written down or remembered. */
  withKnown(name: DocumentName, activity: DocumentActivity): DocumentActivity {
    if (activity.heading !== undefined) return activity;
    const remembered = this.#remembered.get(name);
    const isCurrent = remembered !== undefined && remembered.changedAt === activity.changedAt;
    return isCurrent ? { ...activity, heading: remembered.heading } : activity;
  }

  /** The same, and otherwise it is read. One that cannot be read is not known. */
  async with(name: DocumentName, activity: DocumentActivity): Promise<DocumentActivity> {
    const known = this.withKnown(name, activity);
    if (known.heading !== undefined || this.#read === undefined) return known;
    await this.#begin();
    try {
      const heading = (await this.#read(name)) ?? "";
      this.#remembered.delete(name);
      this.#remembered.set(name, { changedAt: activity.changedAt, heading });
      const [oldest] = this.#remembered.keys();
      if (this.#remembered.size > mostRemembered) this.#remembered.delete(oldest!);
      return { ...activity, heading };
    } catch {
      return activity;
    } finally {
      this.#count--;
      this.#waiting.shift()?.();
    }
  }

  async #begin(): Promise<void> {
    if (this.#count >= mostAtOnce) await new Promise<void>((go) => this.#waiting.push(go));
    this.#count++;
  }
}
