/** Longer edges than these, in pixels, one after the other, until the file is small enough. */
const EDGES = [2_048, 1_568, 1_024, 768, 512] as const;
const QUALITY = 0.82;
const KEPT_TYPES: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/**
 * The image itself when it is small enough, else a smaller JPEG of it.
 * @throws Error when it is no image, or no size fits
 */
export async function fitImage(file: File, maxBytes: number): Promise<Blob> {
  if (file.size <= maxBytes && KEPT_TYPES.has(file.type)) return file;
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(`“${file.name}” cannot be read as an image.`);
  });
  try {
    for (const edge of EDGES) {
      const blob = await shrink(bitmap, edge);
      if (blob.size <= maxBytes) return blob;
    }
  } finally {
    bitmap.close();
  }
  throw new Error(`“${file.name}” does not fit beside the other files of this message. Send it in one of its own.`);
}

async function shrink(bitmap: ImageBitmap, edge: number): Promise<Blob> {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot make images smaller.");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
