/** "1 edit" or "5 edits". What counts as one is said in the client's `save-status.ts`. */
export function editCount(count: number): string {
  return count === 1 ? "1 edit" : `${count.toLocaleString("en")} edits`;
}
