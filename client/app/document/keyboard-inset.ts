/**
 * Keeps what is fixed to the bottom of the page above the keyboard on the screen.
 *
 * Browsers that honour `interactive-widget=resizes-content` shrink the page themselves; others
 * (Safari) only tell through `visualViewport`. `--keyboard-inset` on the root is the height, in px,
 * that is left to make up for, and 0 in the former.
 */

/** Watches `viewport` for as long as the page lives. */
export function trackKeyboardInset(root: HTMLElement, viewport: VisualViewport): void {
  const update = (): void => {
    // A zoomed view is smaller too, but then nothing hides the page.
    const isZoomed = viewport.scale > 1.01;
    const hidden = root.clientHeight - viewport.height - viewport.offsetTop;
    root.style.setProperty(
      "--keyboard-inset",
      `${isZoomed ? 0 : Math.max(0, Math.round(hidden))}px`,
    );
  };
  update();
  viewport.addEventListener("resize", update);
  viewport.addEventListener("scroll", update);
}
