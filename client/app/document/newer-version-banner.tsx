/** Says of a document that this page only shows it, since a newer version of Coscribe has written in it. */

import type { JSX } from "preact";
import { homePath } from "../page-root.ts";
import { Icon } from "../ui/icon.tsx";

/** See the head of this file. */
export function NewerVersionBanner(): JSX.Element {
  return (
    <section class="banner" role="alert">
      <Icon name="octagonX" />
      <div class="banner-text">
        <h2>This document was written by a newer version of Coscribe</h2>
        <p>
          It can hold what this version does not know, so it can be read here, but not changed.
          Nothing is lost. Reload the page to get the newer version, or ask whoever runs this server
          for it.
        </p>
      </div>
      <div class="banner-actions">
        <button class="button" type="button" onClick={() => location.reload()}>
          Reload
        </button>
        <a class="button" href={homePath}>
          All documents
        </a>
      </div>
    </section>
  );
}
