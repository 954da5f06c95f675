/** Times on a command line, such as `12h`. */

import * as z from "zod";

const msPerUnit: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A time, in milliseconds. */
export const durationSchema: z.ZodType<number> = z
  .string()
  .regex(/^[1-9]\d{0,5}[smhd]$/, "must be a time such as 30m, 12h or 7d")
  .transform((text) => Number.parseInt(text, 10) * msPerUnit[text.at(-1)!]!);
