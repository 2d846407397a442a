import { lstat, mkdir, open, opendir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { RpcError } from "../protocol/errors.ts";
import type { WorkspaceEntry, WorkspaceFault, WorkspaceFile, WorkspaceListing } from "../protocol/workspace.ts";
import { codeOf, existing, openRegular, rootOf, standing, vacant } from "./confined-path.ts";
import { pictureType } from "./picture-type.ts";

/** Most bytes of a text and of a picture that are shown. */
export const TEXT_LIMIT = 262_144;
export const PICTURE_LIMIT = 5_242_880;
/** Entries of one folder that are looked at; a larger one is cut. */
export const FOLDER_LIMIT = 10_000;
const PAGE = 250;
const PICTURES: ReadonlySet<string> = new Set([".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"]);

/**
 * A folder's page. What git keeps is not shown: it may hold credentials.
 * @throws RpcError NOT_FOUND or FORBIDDEN, with a {@link WorkspaceFault}
 */
export async function listFolder(
  workspace: string,
  wanted: string,
  { offset = 0, limit = PAGE }: { offset?: number; limit?: number } = {},
): Promise<Omit<WorkspaceListing, "agentId">> {
  const path = relativePath(wanted);
  const folder = await located(workspace, path, "workspace_path_not_found");
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw fault("workspace_path_not_found", path, `${path} is no folder.`);
  const entries = (await entriesOf(folder, path)).sort(foldersFirst);
  const parent = dirname(path);
  return {
    path,
    ...(path && { parentPath: parent === "." ? "" : parent }),
    entries: entries.slice(offset, offset + limit),
    totalEntries: entries.length,
    offset: Math.min(offset, entries.length),
  };
}

/**
 * A file that can be looked at: UTF-8 text or a picture.
 * @throws RpcError NOT_FOUND, FORBIDDEN or INVALID_REQUEST, with a {@link WorkspaceFault}
 */
export async function readFolderFile(workspace: string, wanted: string): Promise<WorkspaceFile> {
  const path = relativePath(wanted);
  const full = await located(workspace, path, "workspace_file_not_found");
  const isPicture = PICTURES.has(extname(path).toLowerCase());
  const { bytes, updatedAtMs } = await wholeFile(workspace, full, path, isPicture ? PICTURE_LIMIT : TEXT_LIMIT);
  const facts = { path, name: basename(path), size: bytes.length, updatedAtMs };
  if (isPicture) {
    const mimeType = pictureType(bytes);
    if (!mimeType) throw unsupported(path);
    return { ...facts, mimeType, encoding: "base64", content: bytes.toString("base64") };
  }
  const content = textOf(bytes);
  if (content === undefined) throw unsupported(path);
  return { ...facts, mimeType: "text/plain", encoding: "utf8", content };
}

/** Makes an empty file or a folder. @throws RpcError CONFLICT when something has the name, FORBIDDEN or STORAGE */
export async function makeEntry(workspace: string, wanted: string, kind: WorkspaceEntry["kind"]): Promise<void> {
  const path = editable(wanted);
  const target = await vacant(await rootOf(workspace), path);
  try {
    if (kind === "directory") await mkdir(target);
    else await (await open(target, "wx", 0o644)).close();
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? taken(path) : notDone(path, "made", error);
  }
}

/** Moves a file or a folder. @throws RpcError NOT_FOUND, CONFLICT when something has the name, FORBIDDEN or STORAGE */
export async function moveEntry(workspace: string, wanted: string, to: string): Promise<void> {
  const path = editable(wanted);
  const aim = editable(to);
  if (aim === path || aim.startsWith(`${path}/`)) {
    throw new RpcError("INVALID_REQUEST", `${path} cannot be moved to ${aim}: choose another name.`);
  }
  const root = await rootOf(workspace);
  const source = await standing(root, path);
  const target = await vacant(root, aim);
  if (await lstat(target).catch(() => undefined)) throw taken(aim);
  await rename(source, target).catch((error: unknown) => {
    throw notDone(path, "moved", error);
  });
}

/** Deletes a file, a link or a folder with all that is in it. @throws RpcError NOT_FOUND, FORBIDDEN or STORAGE */
export async function deleteEntry(workspace: string, wanted: string): Promise<void> {
  const path = editable(wanted);
  const target = await standing(await rootOf(workspace), path);
  await rm(target, { recursive: true }).catch((error: unknown) => {
    throw notDone(path, "deleted", error);
  });
}

async function entriesOf(folder: string, path: string): Promise<WorkspaceEntry[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(folder)) {
    if (name !== ".git" && names.push(name) === FOLDER_LIMIT) break;
  }
  const entries = await Promise.all(
    names.map(async (name): Promise<WorkspaceEntry | undefined> => {
      const info = await lstat(join(folder, name)).catch(() => undefined);
      const kind = info?.isFile() ? "file" : info?.isDirectory() ? "directory" : undefined;
      if (!info || !kind) return undefined;
      return {
        path: path ? `${path}/${name}` : name,
        name,
        kind,
        ...(kind === "file" && { size: info.size }),
        updatedAtMs: Math.round(info.mtimeMs),
      };
    }),
  );
  return entries.filter((entry) => entry !== undefined);
}

function foldersFirst(one: WorkspaceEntry, other: WorkspaceEntry): number {
  if (one.kind !== other.kind) return one.kind === "directory" ? -1 : 1;
  return one.name < other.name ? -1 : 1;
}

async function wholeFile(workspace: string, full: string, path: string, limit: number) {
  const info = await stat(full).catch(() => undefined);
  if (!info) throw fault("workspace_file_not_found", path, `${path} is gone: something removed it meanwhile.`);
  if (info.isDirectory()) throw fault("workspace_file_not_found", path, `${path} is a folder.`);
  const file = await openRegular(await rootOf(workspace), full, path);
  try {
    const { size, mtimeMs } = await file.stat();
    // A file that grows meanwhile is read no further than it is allowed to be.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, limit) + 1), 0);
    if (size > limit || bytesRead > limit) throw tooLarge(path, size, limit);
    return { bytes: buffer.subarray(0, bytesRead), updatedAtMs: Math.round(mtimeMs) };
  } finally {
    await file.close();
  }
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The real path of what is there. */
async function located(workspace: string, path: string, missing: WorkspaceFault): Promise<string> {
  try {
    const root = await rootOf(workspace);
    const full = await existing(root, path || ".");
    // A link inside may lead to what its own name does not say.
    if (full.slice(root.length).split("/").includes(".git")) throw inGit(path);
    return full;
  } catch (error) {
    if (!(error instanceof RpcError) || error.details) throw error;
    const type = error.code === "NOT_FOUND" ? missing : "workspace_path_invalid";
    const code = error.code === "NOT_FOUND" || error.code === "INVALID_REQUEST" ? error.code : "FORBIDDEN";
    throw new RpcError(code, error.message, { details: { type, path }, cause: error });
  }
}

/** Without `./`, doubled and closing slashes; `..` stays, to be refused. */
function relativePath(path: string): string {
  if (path.startsWith("/")) throw fault("workspace_path_invalid", path, `${path} must be relative to the workspace.`);
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes(".git")) throw inGit(path);
  return parts.join("/");
}

function editable(path: string): string {
  const clean = relativePath(path);
  if (clean) return clean;
  throw new RpcError("INVALID_REQUEST", "A path must name something in the workspace.");
}

function inGit(path: string): RpcError {
  return new RpcError("FORBIDDEN", `${path} belongs to git: use git itself.`, {
    details: { type: "workspace_path_invalid", path },
  });
}

function fault(type: WorkspaceFault, path: string, message: string): RpcError {
  return new RpcError(type.endsWith("not_found") ? "NOT_FOUND" : "INVALID_REQUEST", message, {
    details: { type, path },
  });
}

function tooLarge(path: string, size: number, maxBytes: number): RpcError {
  return new RpcError("INVALID_REQUEST", `${path} has ${size} bytes, more than the ${maxBytes} that are shown.`, {
    details: { type: "workspace_file_too_large" satisfies WorkspaceFault, path, size, maxBytes },
  });
}

function unsupported(path: string): RpcError {
  return fault("workspace_file_unsupported", path, `${path} is neither UTF-8 text nor a picture that is known here.`);
}

function taken(path: string): RpcError {
  return new RpcError("CONFLICT", `There is something named ${path} already: choose another name.`);
}

function notDone(path: string, what: string, error: unknown): RpcError {
  return new RpcError("STORAGE", `${path} could not be ${what} (${codeOf(error)}): see to the disk, then try again.`, {
    cause: error,
  });
}
