/** Says above the text that something is in the way of editing it, and what to do. */

import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";

/** Attributes of {@link Banner}. */
export interface BannerProps {
  readonly title: string;
  /** Paragraphs: why, and what to do. */
  readonly children: ComponentChildren;
  /** Buttons and links. */
  readonly actions?: ComponentChildren;
}

/** See the head of this file. */
export function Banner({ title, children, actions }: BannerProps): JSX.Element {
  return (
    <section class="coscribe-banner" role="alert">
      <Icon name="octagonX" />
      <div class="coscribe-banner-text">
        <h2>{title}</h2>
        {children}
      </div>
      <div class="coscribe-banner-actions">{actions}</div>
    </section>
  );
}
