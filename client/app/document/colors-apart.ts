/**
 * Colours of the people who are here, kept apart: whoever has not chosen one takes another where somebody
 * else has the same.
 *
 * Nobody decides for others, and all come to the same: chosen colours stay; of made-up ones that are the
 * same the one stays whose owner is here longest, and the others, in that order, take colours that nobody
 * has. Several who change at once so take different ones. A colour that was taken stays until it is
 * somebody else's again, and where no colour is left everybody keeps their own.
 */

import type { Participant } from "@coscribe/client";

/** Somebody with a colour. */
interface Holder {
  /** Orders those who came at the same time; the same for all tabs of a person. */
  readonly key: string;
  readonly color: string;
  /** Undefined for a colour that was chosen. */
  readonly since: number | undefined;
}

/**
 * The colour (of `palette`) for the one who `isSelf` among `participants`: as it is, or another. Undefined
 * without one.
 */
export function colorApart(
  participants: readonly Participant[],
  palette: readonly string[],
): string | undefined {
  const self = participants.find(({ isSelf }) => isSelf);
  if (self?.user === undefined) return undefined;
  const holders = holdersOf(participants);
  const own = holders.get(keyOf(self))!;
  const free = [...holders.values()].filter(isMadeUp).toSorted(inOrder);
  const kept = new Set([...holders.values()].filter((one) => !isMadeUp(one)).map(colorOf));
  const giving: Holder[] = [];
  for (const holder of free) {
    if (kept.has(holder.color)) giving.push(holder);
    else kept.add(holder.color);
  }
  const taken = new Set(kept);
  for (const holder of giving) {
    const next = nextFree(holder.color, palette, taken);
    taken.add(next);
    if (holder === own) return next;
  }
  return own.color;
}

/** By person; the tab that has been here longest speaks for all of them. */
function holdersOf(participants: readonly Participant[]): Map<string, Holder> {
  const holders = new Map<string, Holder>();
  for (const participant of participants) {
    const { user } = participant;
    if (user === undefined) continue;
    const key = keyOf(participant);
    const holder = { key, color: user.color, since: user.madeUpColorSince };
    const known = holders.get(key);
    if (known === undefined || (holder.since ?? 0) < (known.since ?? 0)) holders.set(key, holder);
  }
  return holders;
}

function keyOf({ user, clientId }: Participant): string {
  return user?.id === undefined ? `#${clientId}` : `=${user.id}`;
}

function isMadeUp({ since }: Holder): boolean {
  return since !== undefined;
}

function colorOf({ color }: Holder): string {
  return color;
}

function inOrder(a: Holder, b: Holder): number {
  return a.since! - b.since! || (a.key < b.key ? -1 : 1);
}

/** The first behind `color` that nobody has; `color` where there is none. */
function nextFree(color: string, palette: readonly string[], taken: ReadonlySet<string>): string {
  const at = palette.indexOf(color);
  const behind = [...palette.slice(at + 1), ...palette.slice(0, Math.max(0, at))];
  return behind.find((other) => !taken.has(other)) ?? color;
}
