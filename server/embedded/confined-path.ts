import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { RpcError } from "../protocol/errors.ts";

/** Names in an agent's folder, and nothing outside of it: no name and no link leads out. */

/** The folder itself, links resolved. @throws RpcError NOT_FOUND */
export async function rootOf(workspace: string): Promise<string> {
  try {
    return await realpath(workspace);
  } catch (error) {
    throw new RpcError(
      "NOT_FOUND",
      `The agent's workspace is missing (${codeOf(error)}): create the folder that agents.list names.`,
    );
  }
}

/** The real path of something that exists inside the root. @throws RpcError NOT_FOUND, FORBIDDEN or INVALID_REQUEST */
export async function existing(root: string, path: string): Promise<string> {
  const wanted = lexical(root, path);
  try {
    return inside(root, await realpath(wanted), path);
  } catch (error) {
    if (error instanceof RpcError) throw error;
    throw new RpcError("NOT_FOUND", `There is no ${path} in the workspace (${codeOf(error)}).`);
  }
}

/**
 * Where a write goes, its folder made; `mode` when a file is there already.
 * @throws RpcError FORBIDDEN, INVALID_REQUEST or STORAGE
 */
export function writable(root: string, path: string): Promise<{ target: string; mode?: number }> {
  return whileThere(path, async () => {
    const wanted = lexical(root, path);
    if (wanted === root) throw new RpcError("INVALID_REQUEST", "A path must name a file.");
    const info = await lstat(wanted).catch(() => undefined);
    if (!info) return { target: await vacant(root, path) };
    const target = await existing(root, path);
    const found = await stat(target);
    if (!found.isFile()) throw new RpcError("FORBIDDEN", `${path} is no regular file, so it is not written.`);
    return { target, mode: found.mode & 0o777 };
  });
}

/**
 * Where something of that name would stand, its folder made.
 * @throws RpcError FORBIDDEN, INVALID_REQUEST or STORAGE
 */
export function vacant(root: string, path: string): Promise<string> {
  return whileThere(path, async () => {
    const wanted = lexical(root, path);
    const folder = await nearestFolder(root, dirname(wanted), path);
    try {
      await mkdir(folder.made, { recursive: true });
    } catch (error) {
      throw new RpcError("STORAGE", `The folder of ${path} could not be made (${codeOf(error)}).`, { cause: error });
    }
    return join(inside(root, await realpath(folder.made), path), basename(wanted));
  });
}

/**
 * The thing of that name itself, a link not followed; the folder that it stands in is inside the root.
 * @throws RpcError NOT_FOUND, FORBIDDEN or INVALID_REQUEST
 */
export async function standing(root: string, path: string): Promise<string> {
  const wanted = lexical(root, path);
  if (wanted === root) throw new RpcError("INVALID_REQUEST", "A path must name something in the workspace.");
  const folder = await existing(root, relative(root, dirname(wanted)) || ".");
  const full = join(folder, basename(wanted));
  if (await lstat(full).catch(() => undefined)) return full;
  throw new RpcError("NOT_FOUND", `There is no ${path} in the workspace.`);
}

/** The nearest folder that exists must be inside; what is made below it is inside then, too. */
async function nearestFolder(root: string, folder: string, path: string): Promise<{ made: string }> {
  let there = folder;
  const missing: string[] = [];
  for (;;) {
    const info = await lstat(there).catch(() => undefined);
    if (info) break;
    missing.unshift(basename(there));
    there = dirname(there);
  }
  const real = inside(root, await realpath(there).catch(() => sep), path);
  if (!(await stat(real)).isDirectory())
    throw new RpcError("INVALID_REQUEST", `A part of ${path} is a file, not a folder.`);
  return { made: join(real, ...missing) };
}

/** Opened without following a last link and without waiting for a pipe; what was opened must be what was checked. @throws RpcError FORBIDDEN */
export async function openRegular(root: string, real: string, path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw new RpcError("FORBIDDEN", `${path} cannot be opened (${codeOf(error)}).`);
  }
  const [opened, now, still] = await Promise.all([
    file.stat(),
    stat(real).catch(() => undefined),
    realpath(real).catch(() => undefined),
  ]);
  const same = now && opened.dev === now.dev && opened.ino === now.ino && still === real;
  if (opened.isFile() && same && real.startsWith(root)) return file;
  await file.close();
  throw new RpcError("FORBIDDEN", `${path} is no regular file, so it is not read.`);
}

/** A folder that vanishes while it is looked at is the caller's to know, not a fault of ours. */
async function whileThere<Result>(path: string, look: () => Promise<Result>): Promise<Result> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof RpcError) throw error;
    if (codeOf(error) === "ENOENT")
      throw new RpcError("NOT_FOUND", `The folder of ${path} is gone: something removed it meanwhile.`);
    throw new RpcError("STORAGE", `${path} cannot be reached (${codeOf(error)}): see to the disk, then try again.`, {
      cause: error,
    });
  }
}

function lexical(root: string, path: string): string {
  if (path.includes("\0")) throw new RpcError("INVALID_REQUEST", "A path must not hold a NUL.");
  return inside(root, resolve(root, path), path);
}

function inside(root: string, full: string, path: string): string {
  if (full === root || full.startsWith(root.endsWith(sep) ? root : root + sep)) return full;
  throw outside(path);
}

function outside(path: string): RpcError {
  return new RpcError("FORBIDDEN", `${path} is outside of the workspace: give a path relative to it.`);
}

/** What the system says is wrong, as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown fault";
}
