/** A whole page that says one thing and offers a way on. */

import type { ComponentChildren, JSX } from "preact";
import { useFrameWords } from "../messages/use-frame-words.ts";
import { homePath } from "../page-root.ts";
import { Logo } from "./brand.tsx";

/** Attributes of {@link MessageView}. */
export interface MessageViewProps {
  readonly title: string;
  readonly text: string;
  /** Buttons or links; a link home by default. */
  readonly children?: ComponentChildren;
}

/** See the head of this file. */
export function MessageView({ title, text, children }: MessageViewProps): JSX.Element {
  const words = useFrameWords();
  return (
    <main class="message-view">
      <Logo />
      <h1>{title}</h1>
      <p>{text}</p>
      <div class="message-actions">
        {children ?? (
          <a class="coscribe-button coscribe-button-primary" href={homePath}>
            {words.say("goToAllDocuments")}
          </a>
        )}
      </div>
    </main>
  );
}
