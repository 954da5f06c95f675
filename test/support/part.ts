/**
 * Tests that need something the machine may lack. For a person they are skipped, and say how to get
 * the part; in CI, where every part must be, a missing one fails.
 */

import { describe, it } from "vitest";

/** Something that a test needs, or why it is not here and how to get it. */
export type Part<T> =
  | { readonly isHere: true; readonly value: T }
  | { readonly isHere: false; readonly because: string; readonly getIt: string };

/** `describe` for tests that need `part`. */
export function describeWith<T>(title: string, part: Part<T>, body: (value: T) => void): void {
  if (part.isHere) {
    describe(title, () => body(part.value));
    return;
  }
  const reason = `${part.because}; get it with: ${part.getIt}`;
  if (process.env["CI"] === "true") {
    it(`${title}: needs a part that is missing in CI`, () => {
      throw new Error(reason);
    });
  } else it.skip(`${title}: skipped, because ${reason}`, () => undefined);
}
