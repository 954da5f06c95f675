/** What is said of the list of documents and the templates, in English. */

import type { Translation } from "@coscribe/client/ui";

/** See the head of this file. */
export const libraryEnglish = {
  "search.label": "Search documents",
  "search.nothing": "No document has this in its title or name.",
  "search.more": "Show more",
  "server.unreachable": "The server’s list cannot be shown now. Here is what this device knows.",
  "row.pinned": "kept on top",
  "row.onServer": "on the server",
  "row.changedBy": "{name}, {time}",
  "row.changed": "changed {time}",
  "row.menu": "More for {name}",
  "row.more": "More",
  "row.pin": "Keep on top",
  "row.unpin": "No longer keep on top",
  "row.rename": "Rename",
  "row.copy": "Duplicate",
  "row.link": "Copy link",
  "row.delete": "Delete",
  "row.linkCopied": "Link copied.",
  "row.copied": "{name} was duplicated.",
  "row.renamed": "Renamed to {name}.",
  "row.deleted": "{name} was deleted for everybody.",
  "row.restored": "{name} is back.",
  "row.failed": "That did not work: {reason}.",
  copyOf: "Copy of {name}",
  "rename.title": "Rename document",
  "rename.label": "Title",
  "rename.hint": "Its link stays the same. Without a title it is called by its first heading.",
  "template.title": "Begin with a template",
  "template.making": "Making the document…",
  "template.failed": "The document could not be made: {reason}.",
  "template.meeting": "Meeting notes",
  "template.meetingFor": "Who was there, what was said, who does what",
  "template.project": "Project plan",
  "template.projectFor": "Goal, steps with dates, risks",
  "template.decision": "Decision",
  "template.decisionFor": "What was decided, why, and what else there was",
  "template.checklist": "Checklist",
  "template.checklistFor": "Things to do, to tick off together",
  "drop.hint": "Drop files here to make documents of them",
} as const;

/** What {@link libraryEnglish} says, or its translation. */
export type LibraryMessages = Translation<typeof libraryEnglish>;
