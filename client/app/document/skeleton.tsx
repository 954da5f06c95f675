/** Stands where the text will be. It appears late, so that a quick load shows none of it. */

import type { JSX } from "preact";

/** See the head of this file. */
export function Skeleton(): JSX.Element {
  return (
    <div class="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
