/**
 * The bar above a document, from the moment its name is known. What comes into it later stands where it
 * moves nothing.
 */

import type { DocumentName } from "@coscribe/shared";
import type { ComponentChildren, JSX } from "preact";
import { HomeLink } from "./home-link.tsx";

/** Attributes of {@link DocumentHeader}. */
export interface DocumentHeaderProps {
  readonly name: DocumentName;
  /** What this device remembers it to be called. */
  readonly remembered: string | undefined;
  /** A heading that can be changed, in the place of that. */
  readonly title?: ComponentChildren;
  /** Where the edits are. */
  readonly state?: ComponentChildren;
  /** Who is here, and a menu. */
  readonly end?: ComponentChildren;
}

/** See the head of this file. */
export function DocumentHeader({
  name,
  remembered,
  title,
  state,
  end,
}: DocumentHeaderProps): JSX.Element {
  return (
    <div class="bar">
      <HomeLink />
      <div class="bar-title">
        {title ?? (
          <h1 data-tip={name}>
            <bdi>{remembered ?? name}</bdi>
          </h1>
        )}
        {state}
      </div>
      {end}
    </div>
  );
}
