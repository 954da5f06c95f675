/** The editor as a React component, and as a hook for an element of one's own. */

import {
  createElement,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactElement,
  type RefObject,
} from "react";
import type { EmbedProblem } from "../embed/embed-problem.ts";
import type { EmbedSettings } from "../embed/embed-settings.ts";
import { EmbeddedEditor, type EmbedStatus } from "../embed/embedded-editor.tsx";

/** What {@link useCoscribeEditor} takes. */
export interface CoscribeEditorOptions extends EmbedSettings {
  /** The connection, or where the edits are, is in another state. */
  readonly onStatus?: (status: EmbedStatus) => void;
  /** Every edit made so far is on the server's disk. */
  readonly onSaved?: () => void;
  /** The document is another one, by an edit of anybody; `isOwn`: made in this page. */
  readonly onChange?: (change: { readonly isOwn: boolean }) => void;
  /** There is nothing to join: server or document is empty, or is none. */
  readonly onProblem?: (problem: EmbedProblem) => void;
}

/** What {@link useCoscribeEditor} hands out. */
export interface CoscribeEditorHandle {
  /** For the element that the editor is to fill; React must put nothing into it. */
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Connection and editor; undefined before it is mounted. */
  readonly embedded: EmbeddedEditor | undefined;
}

/** Attributes of {@link CoscribeEditor}. */
export interface CoscribeEditorProps extends CoscribeEditorOptions {
  readonly className?: string;
  readonly style?: CSSProperties;
}

/** An editor that fills an element of its own. Other handlers and settings take effect without a new one. */
export function CoscribeEditor({
  className,
  style,
  ...options
}: CoscribeEditorProps): ReactElement {
  const { ref } = useCoscribeEditor(options);
  return createElement("div", { ref, className, style });
}

/**
 * Joins as long as the component is mounted, and no longer: React's StrictMode, which mounts everything
 * twice, joins, leaves and joins.
 */
export function useCoscribeEditor(options: CoscribeEditorOptions): CoscribeEditorHandle {
  const ref = useRef<HTMLDivElement | null>(null);
  const [embedded, setEmbedded] = useState<EmbeddedEditor>();
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    if (ref.current === null) return undefined;
    const made = new EmbeddedEditor(ref.current, latest.current, {
      status: (status) => latest.current.onStatus?.(status),
      saved: () => latest.current.onSaved?.(),
      change: (change) => latest.current.onChange?.(change),
      problem: (problem) => latest.current.onProblem?.(problem),
    });
    setEmbedded(made);
    return () => {
      made.close();
      setEmbedded(undefined);
    };
  }, []);
  const { user, ...settings } = settingsOf(options);
  const changeable = [...Object.values(settings), user?.name, user?.color, user?.id];
  useEffect(() => {
    embedded?.update(latest.current);
  }, [embedded, ...changeable]);
  return { ref, embedded };
}

/** All of them, in the same order each time; a key that is missing would change the number of things to compare. */
function settingsOf(options: EmbedSettings): Required<EmbedSettings> {
  const { server, document, token, offline, isReadOnly, hidesPeople } = options;
  const { label, user, theme, lang, dir, words } = options;
  return {
    server,
    document,
    token,
    offline,
    isReadOnly,
    hidesPeople,
    label,
    user,
    theme,
    lang,
    dir,
    words,
  };
}
