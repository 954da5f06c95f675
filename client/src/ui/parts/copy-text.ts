/** Copies text, also on pages served without TLS, where browsers hide the clipboard. */

/** Resolves to whether `text` is on the clipboard now. To be called while handling a click or key. */
export async function copyText(text: string): Promise<boolean> {
  // `navigator.clipboard` is typed as always there, but is missing outside of secure contexts.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) return copyByCommand(text);
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** `execCommand` is deprecated, and the only way for a page on `http://192.168.…`. */
function copyByCommand(text: string): boolean {
  const replaceCopied = (event: ClipboardEvent): void => {
    event.preventDefault();
    // An open editor would put its own selection on the clipboard.
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", text);
  };
  globalThis.addEventListener("copy", replaceCopied, { capture: true, once: true });
  try {
    return document.execCommand("copy");
  } finally {
    globalThis.removeEventListener("copy", replaceCopied, { capture: true });
  }
}
