/** What is said of links and of what somebody may do, in English. */

import type { Translation } from "@coscribe/client/ui";

/** See the head of this file. */
export const accessEnglish = {
  "share.everybody":
    "Anyone who can reach this server can read and change this document with the link.",
  "share.own.read": "You may read this document.",
  "share.own.comment": "You may read this document and comment on it.",
  "share.own.write": "You may read and change this document.",
  "share.ends": "Your access ends on {time}.",
  "share.copyOwn": "Copy link with my access",
  "share.plainHint": "Others need access of their own to open the link.",
  "share.ownHint":
    "The link alone lets nobody in. With your access, whoever opens it may do what you may, in your name.",
  "share.remember": "Stay let in on this device when the tab is closed",
  "share.new": "Let others in",
  "share.level": "Whoever has the link",
  "share.may.read": "may read",
  "share.may.comment": "may comment",
  "share.may.write": "may write",
  "share.term": "The link is valid for",
  "share.days": { one: "{count} day", other: "{count} days" },
  "share.never": "as long as the server takes it",
  "share.make": "Make link",
  "share.address": "The new link",
  "share.made": "The link is ready. It is valid until {time}.",
  "share.madeForEver": "The link is ready. It does not end by itself.",
  "share.failed": "The link could not be made: {reason}.",
  "refusedEdits.title": "What you wrote last was not taken",
  "refusedEdits.text":
    "It is kept in this browser, and the others do not see it. It is sent by itself as soon as you may write again. Copy or download the text if you need it before.",
  "refusedEdits.answer": "The server’s answer: {reason}",
  "accessEnds.title": "Your access ends at {time}",
  "accessEnds.text":
    "Sign in again before, or ask whoever shared this document for a new link and open it here: then you go on without a break.",
  "signIn.title": "You have been signed out",
  "signIn.text":
    "Something in front of the server asks you to sign in again. Do so in another tab; this one then goes on by itself.",
  "signIn.kept": "Nothing of what you have written is lost.",
  "signIn.onlyHere": "Keep this tab open until then: what you wrote last is nowhere else.",
  "signIn.open": "Sign in",
} as const;

/** What {@link accessEnglish} says, or its translation. */
export type AccessMessages = Translation<typeof accessEnglish>;
