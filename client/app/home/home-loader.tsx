/** Loads the start page, which documents do without. */

import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Preferences } from "../preferences.ts";
import { FailureView } from "../ui/failure-view.tsx";
import type { HomeView } from "./home-view.tsx";

/** See the head of this file. */
export function HomeLoader(props: { readonly preferences: Preferences }): JSX.Element | null {
  const [loaded, setLoaded] = useState<{ readonly View: typeof HomeView } | "failed">();
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
  return loaded === undefined ? null : <loaded.View preferences={props.preferences} />;
}
