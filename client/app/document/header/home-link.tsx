/** The way from a document to all documents. */

import type { JSX } from "preact";
import { homePath } from "../../page-root.ts";
import { Logo } from "../../ui/brand.tsx";

/** See the head of this file. */
export function HomeLink(): JSX.Element {
  return (
    <a class="home-link" href={homePath} aria-label="All documents" data-tip="All documents">
      <Logo />
    </a>
  );
}
