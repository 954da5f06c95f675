/** What may be stored as the value of an attribute: JSON, and not nested without end. */

/**
 * Deepest nesting of a value. ProseMirror and Yjs compare and encode values by recursion, and a
 * stack in a browser ends at some thousands.
 */
export const maxValueDepth = 64;

/** Whether `value` is a JSON value nested at most 64 deep, and not, say, a Yjs type or a big integer. */
export function isPlainData(value: unknown, maxDepth: number = maxValueDepth): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "bigint";
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === "bigint") return false;
      if (typeof item !== "object" || item === null) continue;
      if (depth === maxDepth || !isRecordOrArray(item)) return false;
      for (const inner of Object.values(item)) next.push(inner);
    }
    level = next;
  }
  return true;
}

function isRecordOrArray(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Array.isArray(value);
}
