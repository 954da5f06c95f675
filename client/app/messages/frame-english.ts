/**
 * What the page says in English before anything else of it is loaded: in the frame of a document, and where
 * a part is missing. The rest is in english.ts.
 */

/** See the head of this file. */
export const frameEnglish = {
  allDocuments: "All documents",
  goToAllDocuments: "Go to all documents",
  reload: "Reload",
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
  "missing.title": "There is nothing here",
  "missing.text": "The address does not belong to any page. Perhaps the link was cut off.",
  "document.skip": "Skip to the text",
  "document.label": "Text of {name}",
  "document.placeholder": "Write, or type / for more",
} as const;
