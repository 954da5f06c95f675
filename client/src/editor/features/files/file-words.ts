/** What is said of files that are added, on their way, and there, in English. */

/** See the head of this file. */
export const fileWords = {
  "file.unnamed": "File",
  "file.notHere": "Images and files cannot be added to this document.",
  "file.tooMany": "Please add at most {count} files at once.",
  "file.notAdded": "“{name}” could not be added: {reason}",
  "file.sending": "Sending…",
  "file.sendingNamed": "Sending {name}",
  "file.waiting": "Will be sent when there is a connection",
  "file.cancel": "Cancel",
  "file.remove": "Remove",
} as const;
