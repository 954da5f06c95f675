/** Loads the start page, which documents do without. */

import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { useLoadedPageWords } from "../messages/use-loaded-words.ts";
import { PageWordsContext } from "../messages/use-page-words.ts";
import type { Preferences } from "../preferences.ts";
import { FailureView } from "../ui/failure-view.tsx";
import type { HomeView } from "./home-view.tsx";

/** See the head of this file. */
export function HomeLoader(props: { readonly preferences: Preferences }): JSX.Element | null {
  const [loaded, setLoaded] = useState<{ readonly View: typeof HomeView } | "failed">();
  const words = useLoadedPageWords(true, () => setLoaded("failed"));
  useLayoutEffect(() => {
    import("./home-part.ts").then(
      ({ HomeView: View }) => setLoaded({ View }),
      (reason: unknown) => {
        reportError(reason);
        setLoaded("failed");
      },
    );
  }, []);
  if (loaded === "failed") return <FailureView />;
  if (loaded === undefined || words === undefined) return null;
  return (
    <PageWordsContext.Provider value={words}>
      <loaded.View preferences={props.preferences} />
    </PageWordsContext.Provider>
  );
}
