/**
 * Stands in for `lib0/environment`, by which lib0 and Yjs learn where they run. The page runs in a browser,
 * and takes no settings from its address or from localStorage. Only what is used is here; the build fails
 * when more is.
 */

/** See above. */
export const isNode = false;
/** See above. */
export const isBrowser = true;

/** A setting of the libraries: none is made. */
export function getVariable(): null {
  return null;
}
