/**
 * Loads the editor, which is most of the page's weight, while the frame of the document already
 * stands: the start page does without it.
 */

import { earlySocket } from "@coscribe/client/early-socket";
import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { tokenOf } from "../access/link-token.ts";
import { serverUrl } from "../page-root.ts";
import type { Preferences } from "../preferences.ts";
import { FailureView } from "../ui/failure-view.tsx";
import type { DocumentView } from "./document-view.tsx";
import { DocumentHeader } from "./header/document-header.tsx";
import type { OpenDocument } from "./open-document.ts";
import { Skeleton } from "./skeleton.tsx";
import { ToolbarPlace } from "./toolbar-place.tsx";

interface Loaded {
  readonly View: typeof DocumentView;
  readonly opened: OpenDocument;
}

/** Attributes of {@link DocumentLoader}. */
export interface DocumentLoaderProps {
  readonly name: DocumentName;
  readonly preferences: Preferences;
}

/** See the head of this file. */
export function DocumentLoader(props: DocumentLoaderProps): JSX.Element {
  const { name, preferences } = props;
  const [loaded, setLoaded] = useState<Loaded | "failed">();
  useLayoutEffect(() => {
    load(name, preferences).then(setLoaded, (reason: unknown) => {
      reportError(reason);
      setLoaded("failed");
    });
  }, []);

  if (loaded === "failed") return <FailureView />;
  if (loaded !== undefined) return <loaded.View opened={loaded.opened} preferences={preferences} />;
  return (
    <>
      <header class="chrome">
        <DocumentHeader name={name} remembered={preferences.titleOf(name)} />
        <ToolbarPlace hasFailed={false} />
      </header>
      <main class="surface" aria-busy="true">
        <Skeleton />
      </main>
    </>
  );
}

async function load(name: DocumentName, preferences: Preferences): Promise<Loaded> {
  // Who has been here before has a copy, of which the server is told with the address.
  const isNew = !preferences.recentDocuments.some((recent) => recent.name === name);
  const WebSocket = isNew ? earlySocket(serverUrl(), name, tokenOf(name)) : undefined;
  const { DocumentView: View, openDocument } = await import("./document-part.ts");
  return { View, opened: openDocument(name, preferences, WebSocket) };
}
