/** What is said above the text: why it cannot be written in, what was not taken, and who has been signed out. */

import type { Phase } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { AccessBanners } from "../access/access-banners.tsx";
import { followLinks } from "../access/follow-links.ts";
import type { Preferences } from "../preferences.ts";
import type { KeepTextProps } from "./keep-text.tsx";
import { NewerVersionBanner } from "./newer-version-banner.tsx";
import { RefusedBanner } from "./saving/refused-banner.tsx";
import { SignInBanner } from "./saving/sign-in-banner.tsx";

/** Attributes of {@link Notices}. */
export interface NoticesProps extends KeepTextProps {
  readonly preferences: Preferences;
  readonly phase: Phase;
  readonly isOfNewerVersion: boolean;
}

/** See the head of this file. It goes on with the links that are opened meanwhile, too. */
export function Notices(props: NoticesProps): JSX.Element {
  const { preferences, phase, isOfNewerVersion, ...kept } = props;
  const { connection } = kept;
  // Again once the document is remembered, so that what may be done with it is.
  useEffect(() => followLinks(connection, preferences), [phase.type]);
  return (
    <>
      {phase.type === "refused" ? <RefusedBanner {...kept} refused={phase} /> : undefined}
      {phase.type === "open" ? <AccessBanners {...kept} /> : undefined}
      <SignInBanner connection={connection} />
      {isOfNewerVersion ? <NewerVersionBanner /> : undefined}
    </>
  );
}
