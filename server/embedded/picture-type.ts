/** The media type that a picture's first bytes say; undefined when they are none of a picture that browsers show. */
export function pictureType(bytes: Buffer): string | undefined {
  const head = bytes.toString("latin1", 0, 16);
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  if (head.startsWith("BM")) return "image/bmp";
  if (head.slice(4, 12) === "ftypavif") return "image/avif";
  return undefined;
}
