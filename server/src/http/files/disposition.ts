/**
 * The header `Content-Disposition`: whether a browser shows a file or saves it, and under which name.
 *
 * Images that can hold no script are shown; everything else is saved, whatever it says that it is: a
 * page or a drawing with a script in it must never run where documents are.
 */

import { isShownImageType, type FileHash, type FileType } from "@coscribe/shared";

const extensions: Readonly<Record<FileType, string>> = {
  "application/octet-stream": "",
  "application/ogg": ".ogg",
  "application/pdf": ".pdf",
  "application/zip": ".zip",
  "audio/flac": ".flac",
  "audio/mpeg": ".mp3",
  "audio/wav": ".wav",
  "image/avif": ".avif",
  "image/gif": ".gif",
  "image/heic": ".heic",
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/tiff": ".tif",
  "image/webp": ".webp",
  "video/mp4": ".mp4",
  "video/webm": ".webm",
};

/** What no file system takes in a name, and what makes a name look like another one. */
const notInNames =
  // oxlint-disable-next-line no-control-regex -- they are what is meant
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069"*/:<>?\\|]+/gu;

const mostCharacters = 120;

/** The header for a file; `name` is what somebody calls it, if anybody does. */
export function dispositionOf(hash: FileHash, type: FileType, name: string | undefined): string {
  const safe = safeName(name ?? "") || `${hash.slice(0, 12)}${extensions[type]}`;
  return disposition(isShownImageType(type) ? "inline" : "attachment", safe);
}

/** The header for something that is saved, under what it is called and an `ending`. */
export function attachmentNamed(title: string, ending: string): string {
  return disposition("attachment", safeName(`${safeName(title) || "document"}${ending}`));
}

function disposition(how: "inline" | "attachment", name: string): string {
  const ascii = name.replaceAll(/[^ -~]|%/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, percent);
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A name without folders, without tricks, and not too long. Its end tells its kind, so it stays. */
function safeName(name: string): string {
  const plain = name.replaceAll(notInNames, "_").replaceAll(/^[.\s]+|[.\s]+$/g, "");
  const characters = Array.from(plain);
  if (characters.length <= mostCharacters) return plain;
  return characters.slice(0, mostCharacters - 20).join("") + characters.slice(-20).join("");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
