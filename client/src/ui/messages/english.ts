/** What the interface says in English: the catalogue that translations are measured by. */

import { editorWords } from "../../editor/editor-words.ts";
import type { Translation } from "./words.ts";

/** What is not said by the editor itself. Names of tools have the key `tool.` and the tool's ID. */
const ofInterface = {
  close: "Close",
  copied: "Copied",
  copyAllText: "Copy all text",

  "editor.label": "Document",
  "editor.placeholder": "Write, or type / for more",

  "title.label": "Title of the document",
  "title.change": "Press to change the title",

  "toolbar.label": "Formatting",
  "toolbar.kind": "Block type: {kind}",
  "toolbar.noKind": "None",
  "toolbar.more": "More",

  "tool.undo": "Undo",
  "tool.redo": "Redo",
  "tool.paragraph": "Text",
  "tool.heading1": "Heading 1",
  "tool.heading2": "Heading 2",
  "tool.heading3": "Heading 3",
  "tool.heading4": "Heading 4",
  "tool.heading5": "Heading 5",
  "tool.heading6": "Heading 6",
  "tool.bullet": "Bulleted list",
  "tool.numbered": "Numbered list",
  "tool.task": "Task list",
  "tool.codeBlock": "Code block",
  "tool.toggle": "Toggle",
  "tool.math": "Formula",
  "tool.inlineMath": "Formula in the line",
  "tool.embed": "Link card",
  "tool.quote": "Quote",
  "tool.note": "Note",
  "tool.tip": "Tip",
  "tool.important": "Important",
  "tool.warning": "Warning",
  "tool.caution": "Caution",
  "tool.bold": "Bold",
  "tool.italic": "Italic",
  "tool.underline": "Underline",
  "tool.strike": "Strikethrough",
  "tool.code": "Inline code",
  "tool.sub": "Subscript",
  "tool.sup": "Superscript",
  "tool.highlight": "Highlight",
  "tool.link": "Link",
  "tool.openLink": "Open the link at the caret",
  "tool.outdent": "Decrease indent",
  "tool.indent": "Increase indent",
  "tool.alignStart": "Align to the start",
  "tool.alignCenter": "Center",
  "tool.alignEnd": "Align to the end",
  "tool.justify": "Justify",
  "tool.leftToRight": "Left to right",
  "tool.rightToLeft": "Right to left",
  "tool.autoDirection": "Direction of the first letter",
  "tool.divider": "Divider",
  "tool.table": "Table",
  "tool.image": "Image",
  "tool.file": "File",
  "tool.moveUp": "Move up",
  "tool.moveDown": "Move down",
  "tool.moveToTop": "Move to the top",
  "tool.moveToBottom": "Move to the bottom",
  "tool.duplicate": "Duplicate",
  "tool.deleteBlock": "Delete",
  "tool.restartNumbering": "Start again at 1",
  "tool.continueNumbering": "Go on with the numbers above",
  "tool.clearFormatting": "Clear formatting",
  "tool.emoji": "Emoji",
  "tool.mention": "Mention",

  "toolbar.insert": "Insert",
  "toolbar.color": "Colour",
  "toolbar.align": "Alignment",
  "tool.blockMenu": "Menu of the block",
  "bubble.label": "Selected text",

  "color.text": "Text colour",
  "color.highlight": "Highlight",
  "color.tint": "Colour of the block",
  "color.none": "None",

  "search.nothing": "Nothing found.",
  "search.results": { one: "{count} result", other: "{count} results" },

  "typed.tools": "Insert or turn into",
  "typed.people": "Mention a person or document",
  "typed.emoji": "Emoji",
  "typed.recent": "Recent",
  "typed.kind": "Text",
  "typed.frame": "Quotations and callouts",
  "typed.insert": "Insert",
  "typed.peopleHere": "People here",
  "typed.documents": "Documents",

  "block.handle": "Drag to move, click for more",
  "block.add": "Insert below",
  "block.menu": "Menu of the block",
  "block.turnInto": "Turn into",
  "block.color": "Colour",
  "block.copyLink": "Copy link to block",
  "block.linkCopied": "Link copied.",
  "block.linkNotCopied": "The browser did not allow copying.",

  "find.fault.badEscape": "There is no such sign: {part}",
  "find.fault.badGroupName": "No group can be called so: {part}",
  "find.fault.badRange": "This is no range of characters: {part}",
  "find.fault.badRepeatCount": "Nothing can be repeated so often: {part}",
  "find.fault.missingBracket": "A closing ] is missing",
  "find.fault.missingParenthesis": "A closing ) is missing",
  "find.fault.nestedTooDeeply": "There are too many groups within groups",
  "find.fault.nothingToRepeat": "There is nothing to repeat before {part}",
  "find.fault.other": "This expression cannot be used: {reason}",
  "find.fault.repeatedTwice": "One sign for repeating follows another: {part}",
  "find.fault.sameGroupName": "Two groups are called {part}",
  "find.fault.tooLarge": "This expression is too large to be quick",
  "find.fault.trailingBackslash": "Something is missing after the \\ at the end",
  "find.fault.unexpectedParenthesis": "There is a ) that nothing opens",
  "find.fault.unsupported": "Finding cannot do this: {part}",

  "link.label": "Link",
  "link.text": "Text",
  "link.address": "Address",
  "link.example": "example.org/page",
  "link.add": "Add link",
  "link.save": "Save",
  "link.open": "Open",
  "link.copy": "Copy address",
  "link.edit": "Edit",
  "link.openInNewTab": "Open the link in a new tab",
  "link.remove": "Remove",
  "link.removeLink": "Remove the link",
  "link.empty": "Please type or paste an address.",
  "link.hasSpaces": "An address has no spaces in it.",
  "link.unsafe": "Only web and e-mail addresses can be linked.",

  "shortcuts.title": "Keyboard shortcuts",
  "shortcuts.search": "Search",
  "shortcuts.text": "Text",
  "shortcuts.kinds": "Block type",
  "shortcuts.blocks": "Blocks",
  "shortcuts.indentInLists": "Indent in lists",
  "shortcuts.check": "Check or uncheck a task",
  "shortcuts.newLine": "New line in the same block",
  "shortcuts.typeAnywhere": "Type anywhere",
  "shortcuts.typeAtStart": "Type at the start of a line",
  "shortcuts.typeAround": "Type around words",
  "shortcuts.page": "Page",
  "shortcuts.toToolbar": "Go to the toolbar",
  "shortcuts.toText": "Go back to the text",
  "shortcuts.tabOut": "Tab out of a list or code",
  "shortcuts.help": "Show this list",

  "time.justNow": "just now",
  "time.edits": { one: "{count} edit", other: "{count} edits" },

  "status.sentence": "{label}. {meaning}",
  "status.unconfirmed": "Not confirmed yet",
  "status.offlineSince": "Offline since",
  "status.lastSaved": "Last saved",

  "connecting.label": "Connecting…",
  "connecting.meaning": "The server has not answered yet.",
  "connecting.advice": "This usually takes a moment.",
  "slow.label": "Still connecting…",
  "slow.meaning": "The server has not answered yet.",
  "slow.advice":
    "This document has not been opened on this device before, so there is nothing to show until it does.",
  "saved.label": "Saved",
  "saved.meaning": "Every edit is on the server’s disk.",
  "saved.advice": "You can close this page at any time.",
  "saving.label": "Saving…",
  "saving.asking": "The server is asked whether everything is on its disk.",
  "saving.sending": "Your edits are on the way to the server’s disk.",
  "saving.advice": "This usually takes a moment.",
  "uploading.label": "Saving… {percent} %",
  "uploading.meaning": "{done} of {all} MB are on the server’s disk.",
  "uploading.advice":
    "This takes a while. What has arrived is kept, even if the connection is lost.",
  "onDevice.label": "Offline, saved on this device",
  "onDevice.meaning": "There is no connection to the server; this device keeps what you write.",
  "onDevice.advice":
    "Go on writing. The others see your edits as soon as the server can be reached. If you close this page, open the document on this device again to send them.",
  "inTab.label": "Offline, only in this tab",
  "inTab.meaning":
    "There is no connection to the server, and the browser does not keep what you write.",
  "inTab.advice":
    "Keep this tab open until the connection is back, or copy the text. The usual reasons are a private window and a full disk.",
  "notSaved.label": "Not saved",
  "notSaved.storageFailing":
    "The server cannot write to its disk. It has your edits in memory, shows them to the others, and keeps trying.",
  "notSaved.overdue":
    "The server does not confirm that your edits are on its disk. It may be overloaded, or of a kind that never confirms.",
  "notSaved.adviceIfKept":
    "This device keeps your edits as well. You can close this page; open the document here again later to see whether they are saved. If this lasts, tell whoever runs the server.",
  "notSaved.advice":
    "Keep this page open until they are saved, or copy the text. If this lasts, tell whoever runs the server.",
  "refused.label": "Disconnected",
  "refused.meaning": "The server has closed this document.",
  "refused.advice": "What can be done about it is said above the text.",
  "refused.answer": "The server’s answer: {reason} ({code})",
  "refused.noReason": "no reason given",

  "access.read": "Read only",
  "access.readMeaning": "You can read this document and copy its text, but not change it.",
  "access.comment": "Comments only",
  "access.commentMeaning":
    "You can read this document, copy its text and comment on it, but not change it.",
  "access.writeAgain": "You can write in this document now.",
  "notSaved.notAllowed":
    "The server does not take what you wrote last: you may not change this document now. The others do not see it.",
  "notSaved.adviceNotAllowed":
    "It stays here. As soon as you may write again, it is sent by itself; until then, copy what you need elsewhere.",
  "unauthenticated.title": "Please sign in again",
  "unauthenticated.advice":
    "Your link or your sign-in is not valid any more. Sign in again, or ask whoever shared this document for a new link. Copy what you wrote last.",
  "unauthenticated.adviceIfKept":
    "Your link or your sign-in is not valid any more. Sign in again, or ask whoever shared this document for a new link. This device keeps what you wrote, and it is sent once you are back.",
  "unauthenticated.adviceIfEmpty":
    "This document is not for everybody. Sign in, or open a link that whoever shared it has given you.",
  "denied.title": "You may not open this document",
  "denied.advice":
    "The server does not let you in any more; its answer says why. Ask whoever shared this document for a new link. Copy what you wrote last.",
  "denied.adviceIfKept":
    "The server does not let you in any more; its answer says why. Ask whoever shared this document for a new link. This device keeps what you wrote.",
  "denied.adviceIfEmpty":
    "The server does not let you in; its answer says why. Ask whoever shared this document for a link.",
  "documentDeleted.title": "This document was deleted",
  "documentDeleted.advice":
    "What you see here is the last copy in this tab. Copy what you want to keep.",
  "documentDeleted.adviceIfKept":
    "This device keeps a copy of what you see here: you will find it under all documents.",
  "documentDeleted.adviceIfEmpty":
    "There is nothing left to show. You can make a new one under all documents.",
  "frameTooLarge.title": "An edit was too large for the server",
  "frameTooLarge.advice":
    "Everything before it is safe. Copy what you added last, reload the page, and add it again in smaller parts.",
  "frameTooLarge.adviceIfKept":
    "Everything before it is safe, and this device keeps a copy with it: you will find it under all documents. Reload the page, and add it again in smaller parts.",
  "documentTooLarge.title": "This document has become too large",
  "documentTooLarge.advice":
    "Everything before your last edit is safe. Copy what you wrote last, reload the page, remove something, or go on in a new document.",
  "documentTooLarge.adviceIfKept":
    "Everything before your last edit is safe, and this device keeps a copy with it: you will find it under all documents. Reload the page, remove something, or go on in a new document.",
  "forbidden.title": "This page may not connect to the server",
  "forbidden.advice":
    "It comes from another address than the server knows. Whoever runs the server can allow this one, as its answer says; reload the page then. Copy what you wrote last.",
  "forbidden.adviceIfKept":
    "It comes from another address than the server knows. Whoever runs the server can allow this one, as its answer says; this device keeps your edits until you reload the page then.",
  "badDocumentName.title": "This name is not allowed",
  "badDocumentName.advice": "Go back to all documents and choose another name.",
  "documentDamaged.title": "This document is damaged on the server",
  "documentDamaged.advice":
    "It cannot be changed until whoever runs the server has repaired it. Copy what you wrote last.",
  "documentDamaged.adviceIfKept":
    "It cannot be changed until whoever runs the server has repaired it. This device keeps your edits; open the document here again then to send them.",
  "updateRefused.title": "The server did not accept an edit",
  "updateRefused.advice":
    "Everything before it is safe. Copy what you wrote last, then reload the page to go on from what the server has.",
  "updateRefused.adviceIfKept":
    "Everything before it is safe, and this device keeps a copy with it: you will find it under all documents. Reload the page to go on from what the server has.",
  "unknownRefusal.title": "The server closed this document",
  "unknownRefusal.advice":
    "Reload the page to try again. If that does not help, ask whoever runs the server.",

  "people.label": "People",
  "people.alone": "Only you are here",
  "people.here": { one: "{count} person is here", other: "{count} people are here" },
  "people.unnamed": "Someone without a name",
  "people.away": "(away)",
  "people.others": "Others here",
  "people.follow": "Follow",
  "people.followName": "Follow {name}",
  "people.stopFollowing": "Stop following {name}",
  "people.following": "Following {name}",
  "people.stop": "Stop",
  "onDevice.unanswered": "No answer, saved on this device",
  "onDevice.unansweredMeaning": "The server does not answer; this device keeps what you write.",
  "inTab.unanswered": "No answer, only in this tab",
  "inTab.unansweredMeaning":
    "The server does not answer, and the browser does not keep what you write.",
  "notSaved.cutOff":
    "An edit does not get through: each time {size} are sent, the connection ends. Something on the way to the server refuses so large a message.",
  "status.noAnswerSince": "No answer since",
  "people.you": "(you)",
  "people.changeSelf": "Change your name and colour",
  "people.invite": "Anyone who can reach this server joins with the link.",
  "welcome.label": "Your name",
  "welcome.text": "Others see you as {name}",
  "welcome.change": "Change",
  "welcome.keep": "Keep this name",
  "profile.title": "How others see you",
  "profile.name": "Name",
  "profile.suggest": "Suggest a name",
  "profile.empty": "Please type a name.",
  "profile.color": "Colour",
  "color.indigo": "Indigo",
  "color.violet": "Violet",
  "color.magenta": "Magenta",
  "color.rose": "Rose",
  "color.olive": "Olive",
  "color.slate": "Slate",

  "newerVersion.title": "This document was written by a newer version of the editor",
  "newerVersion.advice":
    "It can hold what this version does not know, so it can be read here, but not changed. Nothing is lost.",
  "failure.title": "This document cannot be opened",
  "embed.serverMissing": "There is no server to join: it is missing where this editor was put.",
  "embed.serverInvalid": "“{server}” is no address of a server.",
  "embed.documentMissing": "There is no document to join: it is missing where this editor was put.",
  "embed.documentInvalid": "“{name}” is no name of a document.",
  "failure.copy": "The browser did not allow copying.",
} as const;

/** See the head of this file. */
export const english: typeof ofInterface & typeof editorWords = { ...ofInterface, ...editorWords };

/** What {@link english} says, or its translation. */
export type Messages = Translation<typeof english>;
