/**
 * The interface of the editor: toolbar, link editor, and the parts that they and other dialogs, menus and
 * messages are made of. Preact components; their style sheet is `@coscribe/client/ui.css`.
 */

export { LinkEditor, type LinkEditorProps } from "./link/link-editor.tsx";
export { CopyButton, type CopyButtonProps } from "./parts/copy-button.tsx";
export { Dialog, type DialogProps } from "./parts/dialog.tsx";
export { Icon, type IconName } from "./parts/icon.tsx";
export { Keys } from "./parts/keys.tsx";
export { focusMenu, Menu, type MenuItem, type MenuProps } from "./parts/menu.tsx";
export type { Alignment, Anchor } from "./parts/place.ts";
export {
  ariaKeyShortcut,
  isApplePlatform,
  isModKey,
  isShortcut,
  keyCaps,
} from "./parts/shortcut.ts";
export { Toast, type ToastMessage } from "./parts/toast.tsx";
export { TooltipLayer } from "./parts/tooltip-layer.tsx";
export { useLate } from "./parts/use-late.ts";
export { useNow } from "./parts/use-now.ts";
export { useObserved } from "./parts/use-observed.ts";
export { usePopover, type PopoverParts } from "./parts/use-popover.ts";
export { focusToolbar, Toolbar, type ToolbarProps } from "./toolbar/toolbar.tsx";
export { historyTools, takesMarks, toolsIn, type ShownTool } from "./toolbar/tools.ts";
