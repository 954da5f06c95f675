/** Says above the text that a document cannot be edited here, and offers the ways on that every page has. */

import { Banner, type BannerProps } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../messages/use-page-words.ts";
import { homePath } from "../page-root.ts";

/** `actions`: what can be done beside reloading and going to all documents. */
export function DeadEndBanner({ title, children, actions }: BannerProps): JSX.Element {
  const words = usePageWords();
  return (
    <Banner
      title={title}
      actions={
        <>
          {actions}
          <button type="button" class="coscribe-button" onClick={() => location.reload()}>
            {words.say("reload")}
          </button>
          <a class="coscribe-button" href={homePath}>
            {words.say("allDocuments")}
          </a>
        </>
      }
    >
      {children}
    </Banner>
  );
}
