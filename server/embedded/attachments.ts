import { RpcError } from "../protocol/errors.ts";
import type { MessagePart } from "../protocol/messages.ts";
import { fileAsText, type SentFile } from "../protocol/sent-files.ts";

/** Files that were sent ahead of the message that names them. */
export interface UploadReader {
  /** @throws RpcError NOT_FOUND */
  read(id: string): Promise<{ fileName: string; mimeType: string; content: Buffer }>;
}

interface File {
  name: string;
  mimeType: string;
  content: Buffer;
}

/** Bytes of one image. */
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;
/** Bytes of one text file. */
export const MAX_TEXT_BYTES = 200_000;
/** Bytes of all attachments of a message. */
export const MAX_TOTAL_BYTES = 20 * 1024 * 1024;

const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const TEXTS = /^(text\/.+|application\/(json|xml|yaml|x-yaml|toml|javascript|typescript|x-sh))$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * A message's content: its words, then images as they are and text files by name.
 * @throws RpcError INVALID_REQUEST for a file that is too large or of another kind, NOT_FOUND for an unknown upload
 */
export async function contentOf(
  words: string,
  attachments: readonly SentFile[],
  uploads: UploadReader | undefined,
): Promise<string | MessagePart[]> {
  if (attachments.length === 0) return words;
  const parts: MessagePart[] = words ? [{ type: "text", text: words }] : [];
  let total = 0;
  for (const [index, attachment] of attachments.entries()) {
    const file = await open(attachment, index, uploads);
    total += file.content.length;
    if (total > MAX_TOTAL_BYTES) throw tooLarge("The attachments together", MAX_TOTAL_BYTES);
    parts.push(partOf(file));
  }
  return parts;
}

async function open(attachment: SentFile, index: number, uploads: UploadReader | undefined): Promise<File> {
  const { uploadId, content, fileName = `attachment ${index + 1}`, mimeType } = attachment;
  if (uploadId !== undefined) {
    if (!uploads) throw new RpcError("NOT_FOUND", `There is no upload ${uploadId}: this gateway takes none.`);
    const upload = await uploads.read(uploadId);
    return { name: upload.fileName, mimeType: plain(mimeType ?? upload.mimeType), content: upload.content };
  }
  const [, declared, data] = /^data:([^;,]+)?(?:;[^,]*)?,(.*)$/s.exec(content ?? "") ?? [undefined, undefined, content];
  if (!data || !BASE64.test(data)) {
    throw new RpcError("INVALID_REQUEST", `"attachments.${index}.content" is not base64: give it, or an "uploadId".`, {
      details: { field: `attachments.${index}.content` },
    });
  }
  return { name: fileName, mimeType: plain(mimeType ?? declared ?? ""), content: Buffer.from(data, "base64") };
}

function partOf({ name, mimeType, content }: File): MessagePart {
  if (IMAGES.has(mimeType)) {
    if (content.length > MAX_IMAGE_BYTES) throw tooLarge(name, MAX_IMAGE_BYTES);
    return { type: "image", data: content.toString("base64"), mimeType };
  }
  if (TEXTS.test(mimeType)) {
    if (content.length > MAX_TEXT_BYTES) throw tooLarge(name, MAX_TEXT_BYTES);
    return { type: "text", text: fileAsText(name, content.toString("utf8")) };
  }
  throw new RpcError(
    "INVALID_REQUEST",
    `${name} is ${mimeType || "of an unknown type"}: send PNG, JPEG, GIF or WebP images, or text files.`,
    { details: { field: "attachments" } },
  );
}

function plain(mimeType: string): string {
  return (mimeType.split(";")[0] ?? "").trim().toLowerCase();
}

function tooLarge(what: string, limit: number): RpcError {
  return new RpcError("INVALID_REQUEST", `${what} is larger than ${limit} bytes: send something smaller.`, {
    details: { field: "attachments" },
  });
}
