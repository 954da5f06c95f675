/** Says what is wrong with JSON that a peer sent, before anything recursive is done with it. */

/** What is wrong with `text` as JSON of at most `maxDepth` levels; undefined when it is sound. */
export function jsonProblem(text: string, maxDepth: number): string | undefined {
  if (bracketDepth(text) > maxDepth) return `nests deeper than ${maxDepth}`;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return "does not parse";
  }
}

/** How deep brackets nest in `text`, strings left out; an upper bound where it is not JSON. */
export function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}
