/** A person as a coloured disc with initials. The name is given in text by whoever draws it. */

import type { User } from "../../status.ts";
import type { JSX } from "preact";
import { initials, inkOn } from "./avatar-look.ts";

/** `user` is undefined for participants that gave no name. */
export function Avatar({ user }: { readonly user: User | undefined }): JSX.Element {
  if (user === undefined)
    return <span class="coscribe-avatar coscribe-avatar-unnamed" aria-hidden="true" />;
  const style = { "--coscribe-avatar": user.color, "--coscribe-avatar-ink": inkOn(user.color) };
  return (
    <span class="coscribe-avatar" aria-hidden="true" style={style}>
      {initials(user.name)}
    </span>
  );
}
