/** A key combination drawn as keys. */

import type { JSX } from "preact";
import { isApplePlatform, keyCaps } from "./shortcut.ts";

/** `shortcut` is written as in `shortcut.ts`. */
export function Keys({ shortcut }: { readonly shortcut: string }): JSX.Element {
  const caps = keyCaps(shortcut, isApplePlatform(navigator.platform));
  return (
    <kbd class="coscribe-keys" dir="ltr">
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </kbd>
  );
}
