/** The way from a document to all documents. */

import type { JSX } from "preact";
import { useFrameWords } from "../../messages/use-frame-words.ts";
import { homePath } from "../../page-root.ts";
import { Logo } from "../../ui/brand.tsx";

/** See the head of this file. */
export function HomeLink(): JSX.Element {
  const words = useFrameWords();
  return (
    <a
      class="home-link"
      href={homePath}
      aria-label={words.say("allDocuments")}
      data-tip={words.say("allDocuments")}
    >
      <Logo />
    </a>
  );
}
