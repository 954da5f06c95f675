/**
 * The interface of the editor: toolbar, link editor, and the parts that they and other dialogs, menus and
 * messages are made of. Preact components; their style sheet is `@coscribe/client/ui.css`.
 */

export { ShortcutsDialog, type ShortcutsDialogProps } from "./help/shortcuts-dialog.tsx";
export { LinkEditor, type LinkEditorProps } from "./link/link-editor.tsx";
export { blockInFragment, fragmentOfBlock } from "./block-handle/reveal-block.ts";
export { EditorMenus, type EditorMenusProps, type MenusHandle } from "./menus/editor-menus.tsx";
export { insertions } from "./menus/insertions.ts";
export { english, type Messages } from "./messages/english.ts";
export { englishWords } from "./messages/english-words.ts";
export {
  chooseLanguage,
  directionOf,
  languageOf,
  languages,
  type Language,
} from "./messages/languages.ts";
export { loadWords } from "./messages/load-words.ts";
export { useWords, WordsContext, type InterfaceWords } from "./messages/use-words.ts";
export {
  Words,
  type Catalogue,
  type PlacesIn,
  type PluralMessage,
  type Translation,
  type ValuesFor,
} from "./messages/words.ts";
export { Banner, type BannerProps } from "./parts/banner.tsx";
export { copyText } from "./parts/copy-text.ts";
export { CopyButton, type CopyButtonProps } from "./parts/copy-button.tsx";
export { Dialog, type DialogProps } from "./parts/dialog.tsx";
export { Icon, type IconName } from "./parts/icon.tsx";
export { IconButton, type IconButtonProps } from "./parts/icon-button.tsx";
export { relativeTime } from "./parts/in-words.ts";
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
export { Avatar } from "./people/avatar.tsx";
export { FollowBar, type FollowBarProps } from "./people/follow-bar.tsx";
export { People, type PeopleProps } from "./people/people.tsx";
export { useFollowing, type Following } from "./people/use-following.ts";
export { pendingEditsOf } from "./status/pending-edits.ts";
export { phaseOf, slowStartMs, type Phase } from "./status/phase.ts";
export { refusalFor, type Refusal, type RefusedContent } from "./status/refusal.ts";
export { SaveIndicator, type SaveIndicatorProps } from "./status/save-indicator.tsx";
export { AccessBadge, type AccessBadgeProps } from "./status/access-badge.tsx";
export { mayWrite, useAccess } from "./status/use-access.ts";
export { isTrouble, tellingOf, type Telling } from "./status/telling.ts";
export { sentenceOf, wordingOf, type TellingFacts, type Wording } from "./status/telling-words.ts";
export { textOf } from "./status/text-of.ts";
export { usePhase } from "./status/use-phase.ts";
export { DocumentTitle, type DocumentTitleProps } from "./title/document-title.tsx";
export { listenForInterfaceKeys, type InterfaceKeyActions } from "./toolbar/interface-keys.ts";
export { useSummary } from "./toolbar/use-summary.ts";
export { focusToolbar, Toolbar, type ToolbarProps } from "./toolbar/toolbar.tsx";
export { historyTools, takesMarks, toolsIn, type ShownTool } from "./toolbar/tools.ts";
export type { FindDocuments, FoundDocument } from "./typed-menu/mention-source.ts";
export type { RecentTools } from "./typed-menu/recent-tools.ts";
