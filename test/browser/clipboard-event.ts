/** A copy, cut or paste that a script makes in a page. */

/** Firefox gives such events an empty `clipboardData` of its own, so that theirs is put over it. */
export function clipboardEvent(
  type: "copy" | "cut" | "paste",
  clipboardData: DataTransfer,
): ClipboardEvent {
  const event = new ClipboardEvent(type, { bubbles: true, cancelable: true });
  Object.defineProperty(event, "clipboardData", { value: clipboardData });
  return event;
}
