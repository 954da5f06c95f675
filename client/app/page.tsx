/** Chooses the view for an address, and says so where a view fails. */

import type { JSX } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { useFrameWords } from "./messages/use-frame-words.ts";
import { DocumentLoader } from "./document/document-loader.tsx";
import { HomeLoader } from "./home/home-loader.tsx";
import { ImpossibleView } from "./impossible-view.tsx";
import type { Preferences } from "./preferences.ts";
import type { Route } from "./route.ts";
import { FailureView } from "./ui/failure-view.tsx";
import { MessageView } from "./ui/message-view.tsx";

/** Attributes of {@link Page}. */
export interface PageProps {
  readonly route: Route;
  readonly preferences: Preferences;
}

/** See the head of this file. */
export function Page(props: PageProps): JSX.Element {
  const [error] = useErrorBoundary((reason: unknown) => reportError(reason));
  if (error !== undefined) return <FailureView />;
  return <View {...props} />;
}

function View({ route, preferences }: PageProps): JSX.Element {
  const words = useFrameWords();
  switch (route.type) {
    case "home":
      return <HomeLoader preferences={preferences} />;
    case "document":
      return <DocumentLoader name={route.name} preferences={preferences} />;
    case "impossible":
      return <ImpossibleView fault={route.fault} />;
    case "missing":
      return <MessageView title={words.say("missing.title")} text={words.say("missing.text")} />;
    default:
      return route satisfies never;
  }
}
