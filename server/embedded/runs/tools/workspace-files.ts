import { randomUUID } from "node:crypto";
import { lstat, open, readdir, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { RpcError } from "../../../protocol/errors.ts";
import { codeOf, existing, openRegular, rootOf, writable } from "../../confined-path.ts";

/** Most bytes of one read. */
export const READ_LIMIT = 16_000;
/** Most bytes of one written file. */
export const WRITE_LIMIT = 1_000_000;

export interface Entry {
  /** Relative to the workspace, with `/`. */
  path: string;
  kind: "file" | "folder" | "link" | "other";
  /** Bytes, of files. */
  size?: number;
  updatedAt?: number;
}

export interface FileSlice {
  text: string;
  size: number;
  /** Where the next read goes on; left out at the end of the file. */
  nextOffset?: number;
}

/**
 * Reads up to {@link READ_LIMIT} bytes of a regular file inside the workspace.
 * @throws RpcError NOT_FOUND, FORBIDDEN (outside, or no regular file) or INVALID_REQUEST (not text)
 */
export async function readSlice(workspace: string, path: string, offset: number): Promise<FileSlice> {
  const root = await rootOf(workspace);
  const file = await openRegular(root, await existing(root, path), path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_LIMIT), 0, READ_LIMIT, offset);
    const bytes = buffer.subarray(0, bytesRead);
    if (bytes.includes(0)) throw new RpcError("INVALID_REQUEST", `${path} is not text (${size} bytes).`);
    const whole = wholeCharacters(bytes, offset + bytesRead < size);
    const end = offset + whole.length;
    return { text: whole.toString("utf8"), size, ...(end < size && { nextOffset: end }) };
  } finally {
    await file.close();
  }
}

/**
 * Writes a file inside the workspace so that a reader sees the old content or the new, never a part.
 * Missing folders are made. A link is followed when it stays inside.
 * @throws RpcError FORBIDDEN, INVALID_REQUEST or STORAGE
 */
export async function writeWhole(
  workspace: string,
  path: string,
  content: string,
): Promise<{ size: number; created: boolean }> {
  const size = Buffer.byteLength(content);
  if (size > WRITE_LIMIT) {
    throw new RpcError("INVALID_REQUEST", `${path} would have ${size} bytes, more than the ${WRITE_LIMIT} allowed.`);
  }
  const root = await rootOf(workspace);
  const { target, mode } = await writable(root, path);
  const draft = join(dirname(target), `.${basename(target).slice(0, 60)}.${randomUUID()}.tmp`);
  try {
    const file = await open(draft, "wx", mode ?? 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw new RpcError("STORAGE", `${path} could not be written (${codeOf(error)}): see to the disk, then try again.`, {
      cause: error,
    });
  }
  return { size, created: mode === undefined };
}

/**
 * Walks a folder of the workspace, `depth` levels deep, folders before what is in them. Links are not followed.
 * @throws RpcError NOT_FOUND or FORBIDDEN
 */
export async function* walk(workspace: string, path: string, depth: number): AsyncGenerator<Entry> {
  const root = await rootOf(workspace);
  const folder = await existing(root, path);
  const info = await stat(folder).catch(() => undefined);
  if (!info) throw new RpcError("NOT_FOUND", `${path} is gone: something removed it meanwhile.`);
  if (!info.isDirectory()) throw new RpcError("INVALID_REQUEST", `${path} is no folder: read it instead.`);
  yield* walkFolder(root, folder, depth);
}

async function* walkFolder(root: string, folder: string, depth: number): AsyncGenerator<Entry> {
  // One that vanishes while it is walked has nothing in it.
  const names = await readdir(folder).catch(() => []);
  for (const name of names.sort()) {
    const full = join(folder, name);
    const info = await lstat(full).catch(() => undefined);
    if (!info) continue;
    const kind = info.isFile() ? "file" : info.isDirectory() ? "folder" : info.isSymbolicLink() ? "link" : "other";
    yield {
      path: relative(root, full).split(sep).join("/"),
      kind,
      ...(kind === "file" && { size: info.size, updatedAt: Math.round(info.mtimeMs) }),
    };
    if (kind === "folder" && depth > 1 && name !== "node_modules" && name !== ".git") {
      yield* walkFolder(root, full, depth - 1);
    }
  }
}

/** Without a character that the end of the slice cuts in two, unless the file itself ends there. */
function wholeCharacters(bytes: Buffer, more: boolean): Buffer {
  if (!more) return bytes;
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 4 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  const lead = bytes[end - 1] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return end - 1 + length > bytes.length ? bytes.subarray(0, end - 1) : bytes;
}
