/** Says of a document that this page only shows it, since a newer version of Coscribe has written in it. */

import type { JSX } from "preact";
import { DeadEndBanner } from "./dead-end-banner.tsx";

/** See the head of this file. */
export function NewerVersionBanner(): JSX.Element {
  return (
    <DeadEndBanner title="This document was written by a newer version of Coscribe">
      <p>
        It can hold what this version does not know, so it can be read here, but not changed.
        Nothing is lost. Reload the page to get the newer version, or ask whoever runs this server
        for it.
      </p>
    </DeadEndBanner>
  );
}
