/** The size of an image, so that its place can be kept before it is drawn. */

/** In pixels; undefined for what this browser cannot draw, such as a file that is no image. */
export async function imageSize(
  file: Blob,
  type: string,
): Promise<{ readonly width: number; readonly height: number } | undefined> {
  if (!type.startsWith("image/")) return undefined;
  try {
    const { width, height, close } = await decoded(file);
    close();
    return { width, height };
  } catch {
    return undefined;
  }
}

async function decoded(file: Blob): Promise<{ width: number; height: number; close: () => void }> {
  const bitmap = await createImageBitmap(file);
  return { width: bitmap.width, height: bitmap.height, close: () => bitmap.close() };
}
