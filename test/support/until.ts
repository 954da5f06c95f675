/** Waiting for something observable, in tests that run in real time. */

/**
 * Resolves when `isTrue` returns true, which is asked again and again. Rejects after `timeoutMs`
 * with `what` it waited for.
 */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
