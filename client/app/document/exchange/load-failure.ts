/** A part of the page that could not be loaded, such as without a network: browsers say it in many ways. */

/** See the head of this file. */
export class LoadFailure extends Error {
  override readonly name = "LoadFailure";
}

/** What `part` resolves to. Rejects with a {@link LoadFailure}. */
export async function loadedPart<Part>(part: Promise<Part>): Promise<Part> {
  try {
    return await part;
  } catch (cause) {
    throw new LoadFailure("a part of the page could not be loaded", { cause });
  }
}
