/**
 * Which seeds a fuzzer runs. A failing seed is in the title of the failing test.
 * `SEED=7 npm test -- hostile/grammar` runs it alone; `SEEDS=10000` runs so many, from `FROM` on.
 */

/** Whether this is `npm run test:long`. */
export const isLong: boolean = process.env["COSCRIBE_LONG"] === "1";

/** So many seeds in `npm test`, and so many in `npm run test:long`; or what the environment says. */
export function seeds(inTest: number, inLong: number): readonly number[] {
  const chosen = process.env["SEED"];
  if (chosen !== undefined) return [Number(chosen)];
  const from = Number(process.env["FROM"] ?? 1);
  const count = Number(process.env["SEEDS"] ?? (isLong ? inLong : inTest));
  return Array.from({ length: count }, (_, index) => from + index);
}

/** `all` in lots of `size`, since a test per seed would cost more than the seeds. */
export function lots(all: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => {
    return all.slice(index * size, (index + 1) * size);
  });
}

/** Calls `live` with each seed of a lot; a failure says which one it was. */
export function liveAll(lot: readonly number[], live: (seed: number) => unknown): void {
  for (const seed of lot) {
    try {
      live(seed);
    } catch (cause) {
      throw new Error(`seed ${seed} failed`, { cause });
    }
  }
}
