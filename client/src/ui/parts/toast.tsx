/** A short message at the edge of the page that goes by itself. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

/** Long enough to read two lines twice. */
const shownMs = 7000;

/** A message; a new object with the same text is a new message. */
export interface ToastMessage {
  readonly text: string;
}

/** Rendered always, so that assistive technology knows the place before something is said there. */
export function Toast(props: {
  readonly message: ToastMessage | undefined;
  readonly onGone: () => void;
}): JSX.Element {
  const { message, onGone } = props;
  useEffect(() => {
    if (message === undefined) return undefined;
    const timer = setTimeout(onGone, shownMs);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <div class="coscribe-toast-place" role="status">
      {message === undefined ? undefined : <p class="coscribe-toast">{message.text}</p>}
    </div>
  );
}
