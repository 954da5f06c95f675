/** What is said of files that are added, on their way, and there, in English. */

/** See the head of this file. */
export const fileWords = {
  "file.unnamed": "File",
  "file.notHere": "Images and files cannot be added to this document.",
  "file.tooMany": "Please add at most {count} files at once.",
  "file.notAdded": "“{name}” could not be added. {reason}",
  "file.tooLargeFor": "It is too large: it has {size}, and the server takes at most {most}.",
  "file.tooLarge": "It is larger than the server allows.",
  "file.notAnImage": "It is no image that can be shown: PNG, JPEG, GIF, WebP or AVIF.",
  "file.notKept": "This server keeps no files.",
  "file.forbidden": "This page may not add files on this server.",
  "file.closed": "The document was closed before.",
  "file.unreadable": "The browser could not read it.",
  "file.sending": "Sending…",
  "file.sendingNamed": "Sending {name}",
  "file.waiting": "Will be sent when there is a connection",
  "file.cancel": "Cancel",
  "file.remove": "Remove",
} as const;
