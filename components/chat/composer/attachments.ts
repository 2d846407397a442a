import { newKey } from "@/hooks/socket-client.ts";
import type { SentFile } from "@/server/protocol/sent-files.ts";
import { fitImage } from "./fit-image.ts";

/** A file that goes with the next message. */
export interface Attachment {
  id: string;
  fileName: string;
  mimeType: string;
  /** Base64. */
  content: string;
}

/** All files of one message, in base64 characters: a frame may hold 512 KiB, words included. */
export const MAX_TOTAL_CHARS = 400_000;
const MAX_FILES = 20;
const TEXT_TYPES = /^(?:text\/|application\/(?:json|xml|yaml|toml|javascript|typescript|x-sh|sql)\b)/;
const TEXT_NAMES =
  /\.(?:txt|md|mdx|json5?|jsonl|ya?ml|toml|ini|env|csv|tsv|log|xml|html?|css|[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|sh|sql|diff|patch)$/i;

/**
 * Reads files to send along. Images are made smaller until they fit; text goes as it is.
 * @throws Error that tells which file does not fit and why
 */
export async function readAttachments(files: readonly File[], already: readonly Attachment[]): Promise<Attachment[]> {
  if (already.length + files.length > MAX_FILES) throw new Error(`A message takes at most ${MAX_FILES} files.`);
  let room = MAX_TOTAL_CHARS - already.reduce((sum, { content }) => sum + content.length, 0);
  const read: Attachment[] = [];
  for (const file of files) {
    const attachment = await readOne(file, room);
    room -= attachment.content.length;
    read.push(attachment);
  }
  return read;
}

/** As `chat.send` takes it. */
export function toSent({ fileName, mimeType, content }: Attachment): SentFile {
  return { type: mimeType.startsWith("image/") ? "image" : "file", fileName, mimeType, content };
}

/** Files that were sent, or were to be, as those of the next message. What lies on the server alone is left out. */
export function fromSent(files: readonly SentFile[]): Attachment[] {
  return files.flatMap(({ fileName, mimeType = "text/plain", content }, index) => {
    const kind = mimeType.startsWith("image/") ? "image" : "file";
    if (content === undefined) return [];
    return [{ id: newKey(), fileName: fileName ?? `${kind} ${index + 1}`, mimeType, content }];
  });
}

async function readOne(file: File, room: number): Promise<Attachment> {
  const id = newKey();
  const fileName = file.name || "pasted";
  if (file.type.startsWith("image/")) {
    const blob = await fitImage(file, bytesFor(room));
    return { id, fileName, mimeType: blob.type, content: await base64(blob) };
  }
  if (!TEXT_TYPES.test(file.type) && !TEXT_NAMES.test(fileName)) {
    throw new Error(`“${fileName}” is neither an image nor text. Only those can be sent along.`);
  }
  if (file.size > bytesFor(room)) {
    throw new Error(
      `“${fileName}” is too large: the files of one message may have ${bytesFor(MAX_TOTAL_CHARS) / 1_000} kB.`,
    );
  }
  return { id, fileName, mimeType: file.type || "text/plain", content: await base64(file) };
}

function bytesFor(chars: number): number {
  return Math.max(0, Math.floor(chars / 4) * 3);
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(""));
}
