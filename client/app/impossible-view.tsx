/** Says why there can be no document at an address. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useLoadedPageWords } from "./messages/use-loaded-words.ts";
import { nameFaultInWords } from "./name-fault-in-words.ts";
import type { NameFault } from "./route.ts";
import { FailureView } from "./ui/failure-view.tsx";
import { MessageView } from "./ui/message-view.tsx";

/** See the head of this file. */
export function ImpossibleView({ fault }: { readonly fault: NameFault }): JSX.Element | null {
  const [hasFailed, setHasFailed] = useState(false);
  const words = useLoadedPageWords(true, () => setHasFailed(true));
  if (hasFailed) return <FailureView />;
  if (words === undefined) return null;
  const reason = nameFaultInWords(words, fault);
  return (
    <MessageView
      title={words.say("impossible.title")}
      text={words.say("impossible.text", { reason })}
    />
  );
}
