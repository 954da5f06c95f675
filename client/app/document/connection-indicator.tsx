/** Says in a few words whether edits travel. */

import type { JSX } from "preact";
import { Icon, type IconName } from "../ui/icon.tsx";
import type { Phase } from "./phase.ts";

interface Wording {
  readonly icon: IconName;
  readonly label: string;
  /** What the label leaves open; it is read out, and shown where there is room. */
  readonly detail?: string;
}

/** See the head of this file. */
export function ConnectionIndicator({ phase }: { readonly phase: Phase }): JSX.Element {
  const { icon, label, detail } = wordingOf(phase);
  return (
    <p class="connection" data-phase={phase.type} role="status">
      <Icon name={icon} />
      <span>
        {label}
        {detail === undefined ? undefined : <span class="connection-detail">{` – ${detail}`}</span>}
      </span>
    </p>
  );
}

function wordingOf(phase: Phase): Wording {
  switch (phase.type) {
    case "connecting":
      return phase.isSlow
        ? {
            icon: "loaderCircle",
            label: "Still connecting…",
            detail: "the server has not answered",
          }
        : { icon: "loaderCircle", label: "Connecting…" };
    case "synced":
      return { icon: "cloudCheck", label: "Synced" };
    case "reconnecting":
      return {
        icon: "cloudOff",
        label: "Reconnecting…",
        detail: "your edits are kept in this tab and will be sent",
      };
    case "refused":
      return { icon: "octagonX", label: "Disconnected" };
    default:
      return phase satisfies never;
  }
}
