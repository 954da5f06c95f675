/**
 * Somebody on a first visit, with a made-up name. The words for it come only then; see
 * `document/open-document.ts`.
 */

import type { User } from "@coscribe/client";
import { palette } from "./person.ts";
import { randomPersonName } from "./random-name.ts";
import { pick, type RandomInteger } from "./random.ts";

/** See the head of this file. */
export function randomUser(random: RandomInteger): User {
  return { name: randomPersonName(random), color: pick(palette, random).color };
}
