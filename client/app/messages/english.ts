/** What the page says in English, beside what the interface of the editor says. */

import type { Translation } from "@coscribe/client/ui";

/** See the head of this file. */
export const english = {
  allDocuments: "All documents",
  goToAllDocuments: "Go to all documents",
  reload: "Reload",
  cancel: "Cancel",
  save: "Save",
  open: "Open",
  remove: "Remove",
  undo: "Undo",
  copyLink: "Copy link",

  "home.skip": "Skip to content",
  "home.promise": "Write together. Everyone with the link sees every word as it is typed.",
  "home.start": "Start",
  "home.new": "New document",
  "home.example": "See an example",
  "sample.offer": "New here?",
  "sample.insert": "Start with an example",
  "open.label": "Or open one by its name",
  "open.example": "team-notes",
  "open.hint": "If there is no document with this name yet, it is created.",
  "open.empty": "Please type a name or paste a link.",
  "open.impossible": "Sorry, {reason}. Please choose another name.",

  "recents.title": "Recent on this device",
  "recents.empty": "Documents that you open will be listed here.",
  "recents.notSent": { one: "{count} edit not sent", other: "{count} edits not sent" },
  "recents.copy": "On this device: a copy is kept; the page itself comes from the server",
  "recents.kept": "On this device: opens without a network",
  "recents.onDevice": "on this device",
  "recents.justNow": "just now",
  "recents.remove": "Remove from this list",
  "recents.removeNamed": "Remove {name} from this list",
  "recents.removed": "{name} was taken off this list. The document itself is still there.",
  "recents.removedWithCopy":
    "{name} was taken off this list, and its copy off this device. The document itself is still there.",
  "recents.forgetFailed": "The browser could not remove the copy. Please reload and try again.",

  "removal.title": "Remove from this device?",
  "removal.unsent": {
    one: "{count} edit in {name} has not reached the server. To send it, open the document. If you remove its copy, it is lost.",
    other:
      "{count} edits in {name} have not reached the server. To send them, open the document. If you remove its copy, they are lost.",
  },
  "removal.setAside": {
    one: "The copy of {name} that was set aside may be the last. Nobody can bring it back.",
    other:
      "The {count} copies of {name} that were set aside may be the last. Nobody can bring them back.",
  },

  "setAside.title": "Set aside on this device",
  "setAside.hint":
    "These are not opened any more. They stay here until you remove them, the last two of each document.",
  "setAside.why": "{reason}, {time}",
  "setAside.copyText": "Copy text",
  "setAside.download": "Download",
  "setAside.downloadTip": "With headings, lists and links",
  "setAside.removeNamed": "Remove what was set aside of {name}",
  "setAside.documentDeleted": "Deleted on the server",
  "setAside.frameTooLarge": "With an edit that was too large for the server",
  "setAside.documentTooLarge": "Too large for the server",
  "setAside.updateRefused": "With an edit that the server did not accept",
  "setAside.unreadable": "This device has lost a part of it",
  "setAside.otherwise": "Refused by the server",

  "copyFailure.text": "The browser did not allow copying.",
  "copyFailure.address":
    "The browser did not allow copying. Please copy the address from its address bar.",
  copyUnreadable:
    "This device has lost a part of its copy. What could be read is here; the rest is set aside under all documents.",
  loadFailure: "This part of the page could not be loaded. Please try again.",
  stillLoading: "This part of the page is still loading. Please try again in a moment.",
  toolsFailed: "The tools could not be loaded.",

  "failure.title": "The page could not be shown",
  "failure.text":
    "Part of it did not load, or something in it went wrong. Documents are not affected. Reloading usually helps.",
  "impossible.title": "No document can have this name",
  "impossible.text": "Sorry, {reason}. Perhaps the link was cut off or changed on its way to you.",
  "missing.title": "There is nothing here",
  "missing.text": "The address does not belong to any page. Perhaps the link was cut off.",

  "document.skip": "Skip to the text",
  "document.label": "Text of {name}",
  "document.placeholder": "Write, or type / for more",
  "newerVersion.title": "This document was written by a newer version of Coscribe",
  "newerVersion.text":
    "It can hold what this version does not know, so it can be read here, but not changed. Nothing is lost. Reload the page to get the newer version, or ask whoever runs this server for it.",

  "menu.appearance": "Appearance",
  "menu.shortcuts": "Keyboard shortcuts",
  "menu.language": "Language",
  "menu.ownLanguage": "Same as browser",
  "theme.light": "Light",
  "theme.dark": "Dark",
  "theme.system": "Same as device",

  "conversion.title": "This document was written with another editor",
  "conversion.what": "Its text is in the document, in a form that this page does not show.",
  "conversion.how":
    "Converting it makes a copy that everybody can read and edit here. What the other editor has written stays as it is; what is changed there later does not appear here.",
  "conversion.byOthers": "Somebody who may change the document can convert it.",
  "conversion.convert": "Convert",
  "conversion.converting": "Converting…",
  "conversion.working": "The server is converting it.",
  "conversion.needsConnection": "This needs a connection to the server.",
  "conversion.unreachable":
    "The server could not be reached. Please try again when there is a connection.",
  "conversion.nothing": "There was nothing left to convert.",
  "conversion.done": "Converted.",
  "conversion.doneWithRest": {
    one: "Converted. One part that this page does not know is shown as text.",
    other: "Converted. {count} parts that this page does not know are shown as text.",
  },
  "conversion.later":
    "It did not work just now: others may be writing with the other editor, or the server is busy. Please try again in a moment.",
  "conversion.tooLarge":
    "The document is too large to be converted: its text would be in it twice.",
  "conversion.damaged": "The document is damaged on the server and cannot be changed for now.",
  "conversion.failed": "The server could not convert it. Its answer: {reason}",

  "find.label": "Find and replace",
  "find.find": "Find",
  "find.close": "Close",
  "find.case": "Match case",
  "find.wholeWords": "Whole words",
  "find.expression": "Regular expression",
  "find.previous": "Previous match",
  "find.next": "Next match",
  "find.replace": "Replace",
  "find.replaceAll": "Replace all",
  "find.replaceWith": "Replace with",
  "find.replaceWithGroups": "Replace with ($1 for a group)",
  "find.searching": "Searching…",
  "find.soFar": "{count}…",
  "find.nothing": "Nothing found",
  "find.count": "{count} found",
  "find.place": "{current} of {count}",
  "find.unusable": "Not a usable expression: {problem}",
  "find.noneReplaced": "Nothing was replaced.",
  "find.replaced": { one: "{count} place was replaced.", other: "{count} places were replaced." },
  "outline.title": "Outline",
  "outline.close": "Close the outline",
  "outline.empty": "Headings in the text will show up here.",
  "outline.untitled": "Untitled",
  "view.label": "View",
  "view.width": "Width of the text",
  "view.narrow": "Narrow",
  "view.normal": "Normal",
  "view.wide": "Wide",
  "view.size": "Size of the text",
  "view.smaller": "Smaller text",
  "view.larger": "Larger text",
  "view.percent": "{zoom} %",
  "view.focus": "Focus on what I write",
  "view.printAddresses": "Print addresses of links",
  "counts.title": "Word count",
  "counts.selected": "Selected",
  "counts.document": "Document",
  "counts.words": "Words",
  "counts.characters": "Characters",
  "counts.withoutSpaces": "Characters without spaces",
  "counts.paragraphs": "Paragraphs",
  "counts.time": "Time to read",
  "counts.minutes": "{minutes} min",
  "counts.hours": "{hours} h {minutes} min",
  "menu.document": "Document and help",
  "menu.print": "Print",
  "signIn.title": "You have been signed out",
  "signIn.text":
    "Something in front of the server asks you to sign in again. Do so in another tab; this one then goes on by itself.",
  "signIn.kept": "Nothing of what you have written is lost.",
  "signIn.onlyHere": "Keep this tab open until then: what you wrote last is nowhere else.",
  "signIn.open": "Sign in",
} as const;

/** What {@link english} says, or its translation. */
export type PageMessages = Translation<typeof english>;
