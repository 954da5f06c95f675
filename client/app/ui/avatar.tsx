/** A person as a coloured disc with initials. The name is given in text by whoever draws it. */

import type { User } from "@coscribe/client";
import type { JSX } from "preact";
import { initials, inkOn } from "../initials.ts";

/** `user` is undefined for participants that gave no name. */
export function Avatar({ user }: { readonly user: User | undefined }): JSX.Element {
  if (user === undefined) return <span class="avatar avatar-unnamed" aria-hidden="true" />;
  const style = { "--avatar": user.color, "--avatar-ink": inkOn(user.color) };
  return (
    <span class="avatar" aria-hidden="true" style={style}>
      {initials(user.name)}
    </span>
  );
}
