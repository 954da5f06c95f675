/** What a browser says about its network. It may be wrong both ways, so it is a reason to ask, not an answer. */

/** Whom to tell. */
export interface NetworkListener {
  /** The browser believes that it has no network any more. */
  readonly lost: () => void;
  /** It believes to have one again, perhaps another one. */
  readonly back: () => void;
}

/** Listens from now on; outside of browsers there is nothing to hear. Returns the function that stops it. */
export function listenToNetwork({ lost, back }: NetworkListener): () => void {
  if (typeof addEventListener === "undefined") return () => undefined;
  addEventListener("offline", lost);
  addEventListener("online", back);
  return () => {
    removeEventListener("offline", lost);
    removeEventListener("online", back);
  };
}
