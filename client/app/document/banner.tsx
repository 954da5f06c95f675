/** Says above the text that a document cannot be edited here, and what to do. */

import { Icon } from "@coscribe/client/ui";
import type { ComponentChildren, JSX } from "preact";
import { homePath } from "../page-root.ts";

/** Attributes of {@link Banner}. */
export interface BannerProps {
  readonly title: string;
  /** Paragraphs: why, and what to do. */
  readonly children: ComponentChildren;
  /** What can be done beside reloading and going to all documents. */
  readonly actions?: ComponentChildren;
}

/** See the head of this file. */
export function Banner({ title, children, actions }: BannerProps): JSX.Element {
  return (
    <section class="banner" role="alert">
      <Icon name="octagonX" />
      <div class="banner-text">
        <h2>{title}</h2>
        {children}
      </div>
      <div class="banner-actions">
        {actions}
        <button type="button" class="coscribe-button" onClick={() => location.reload()}>
          Reload
        </button>
        <a class="coscribe-button" href={homePath}>
          All documents
        </a>
      </div>
    </section>
  );
}
