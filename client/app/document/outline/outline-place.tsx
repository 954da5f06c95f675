/** The place of the outline, which is loaded when it is first wanted. */

import type { JSX } from "preact";
import { useLate } from "@coscribe/client/ui";
import type { OutlinePanelProps } from "./outline-panel.tsx";

/** Attributes of {@link OutlinePlace}. */
export interface OutlinePlaceProps extends OutlinePanelProps {
  /** The outline could not be loaded. */
  readonly onFailure: () => void;
}

/** See the head of this file. */
export function OutlinePlace({ onFailure, ...panel }: OutlinePlaceProps): JSX.Element | null {
  const part = useLate(async () => import("./outline-panel.tsx"), true, onFailure);
  return part === undefined ? null : <part.OutlinePanel {...panel} />;
}
