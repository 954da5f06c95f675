/** Says of a document that this page only shows it, since a newer version of Coscribe has written in it. */

import type { JSX } from "preact";
import { usePageWords } from "../messages/use-page-words.ts";
import { DeadEndBanner } from "./dead-end-banner.tsx";

/** See the head of this file. */
export function NewerVersionBanner(): JSX.Element {
  const words = usePageWords();
  return (
    <DeadEndBanner title={words.say("newerVersion.title")}>
      <p>{words.say("newerVersion.text")}</p>
    </DeadEndBanner>
  );
}
