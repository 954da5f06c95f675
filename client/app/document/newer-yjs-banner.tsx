/** Says of a document that this page must leave it alone, since another kind of editor has made it. */

import type { JSX } from "preact";
import { Icon } from "../ui/icon.tsx";

/** See the head of this file. */
export function NewerYjsBanner(): JSX.Element {
  return (
    <section class="banner" role="alert">
      <Icon name="octagonX" />
      <div class="banner-text">
        <h2>This document was made with Yjs 14</h2>
        <p>
          This page uses Yjs 13, which can neither show its text nor change it safely. Nothing is
          lost, and nothing here is written to it: open it with the program that made it.
        </p>
      </div>
      <div class="banner-actions">
        <a class="button" href="/">
          All documents
        </a>
      </div>
    </section>
  );
}
