/** What a person can do about a disk that refuses, by the words of Node or LevelDB for it. */

const advice: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/ENOSPC|no space left/i, "The disk is full: free some space"],
  [/EDQUOT|quota exceeded/i, "The disk quota is used up: free some space, or raise it"],
  [/EFBIG|file too large/i, "Files may not grow any more: raise the limit (ulimit -f)"],
  [/EROFS|read-only file system/i, "The file system is read-only: make it writable again"],
  [/EACCES|EPERM|permission denied|not permitted/i, "Give this user the right to write there"],
  [/EMFILE|ENFILE|too many open files/i, "Raise the limit of open files (ulimit -n)"],
  [/EIO|input\/output error/i, "The disk has failed to read or write: look at the system's log"],
];

/** The reason, in the words of whoever gave it, and what to do about it where that is known. */
export function describeDiskProblem(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const known = advice.find(([pattern]) => pattern.test(reason));
  return known === undefined ? reason : `${reason}. ${known[1]}`;
}
