import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { AgentFile } from "../protocol/agents.ts";
import { RpcError } from "../protocol/errors.ts";
import { KeyedLock } from "./keyed-lock.ts";
import { readSlice, WRITE_LIMIT, walk, writeWhole } from "./runs/tools/workspace-files.ts";
import { starterFiles } from "./starter-files.ts";
import { deleteEntry, makeEntry, moveEntry } from "./workspace-folder.ts";

/** Most files of a listing. */
export const LISTED_FILES = 500;
const DEPTH = 4;
const WELL_KNOWN = starterFiles("").map(({ name }) => name);

/** The text files of the agents' folders. Nothing outside of a folder is reached, through no name and no link. */
export class AgentFiles {
  readonly #writing = new KeyedLock();

  /** The well-known files first, present or missing; then what else is there, hidden files left out. */
  async list(workspace: string): Promise<AgentFile[]> {
    const found = new Map<string, AgentFile>();
    for await (const entry of walk(workspace, ".", DEPTH)) {
      if (entry.kind !== "file" || entry.path.split("/").some((part) => part.startsWith("."))) continue;
      found.set(entry.path, {
        name: entry.path,
        path: join(workspace, entry.path),
        missing: false,
        size: entry.size,
        updatedAtMs: entry.updatedAt,
      });
      if (found.size === LISTED_FILES) break;
    }
    const known = WELL_KNOWN.map((name) => found.get(name) ?? missingFile(workspace, name));
    return [...known, ...[...found.values()].filter(({ name }) => !WELL_KNOWN.includes(name))];
  }

  /** @throws RpcError FORBIDDEN (outside, no regular file) or INVALID_REQUEST (not text, too large) */
  async get(workspace: string, name: string): Promise<AgentFile> {
    try {
      const content = await readText(workspace, name);
      const path = join(workspace, name);
      const { size, mtimeMs } = await stat(path);
      return { name, path, missing: false, size, updatedAtMs: Math.round(mtimeMs), content, hash: hashOf(content) };
    } catch (error) {
      if (error instanceof RpcError && error.code !== "NOT_FOUND") throw error;
      return missingFile(workspace, name);
    }
  }

  /**
   * Writes a file in one stroke. With `expectedHash`, only over the content that it names.
   * @throws RpcError CONFLICT, FORBIDDEN, INVALID_REQUEST or STORAGE
   */
  set(workspace: string, name: string, content: string, expectedHash: string | undefined): Promise<AgentFile> {
    return this.#writing.run(workspace, async () => {
      await this.#expect(workspace, name, expectedHash);
      await writeWhole(workspace, name, content);
      return this.get(workspace, name);
    });
  }

  /** Makes an empty file or a folder. @throws RpcError CONFLICT when something has the name, FORBIDDEN or STORAGE */
  create(workspace: string, path: string, kind: "file" | "directory"): Promise<void> {
    return this.#writing.run(workspace, () => makeEntry(workspace, path, kind));
  }

  /** Moves a file or a folder. @throws RpcError NOT_FOUND, CONFLICT when something has the name, FORBIDDEN or STORAGE */
  rename(workspace: string, path: string, to: string): Promise<void> {
    return this.#writing.run(workspace, () => moveEntry(workspace, path, to));
  }

  /**
   * Deletes a file, or a folder with all that is in it. With `expectedHash`, only a file with the content that it names.
   * @throws RpcError NOT_FOUND, CONFLICT, FORBIDDEN or STORAGE
   */
  delete(workspace: string, path: string, expectedHash: string | undefined): Promise<void> {
    return this.#writing.run(workspace, async () => {
      await this.#expect(workspace, path, expectedHash);
      await deleteEntry(workspace, path);
    });
  }

  async #expect(workspace: string, name: string, expectedHash: string | undefined): Promise<void> {
    if (expectedHash === undefined) return;
    const { hash } = await this.get(workspace, name);
    if (hash !== expectedHash) throw changed(name, hash);
  }
}

async function readText(workspace: string, name: string): Promise<string> {
  let text = "";
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const slice = await readSlice(workspace, name, offset);
    if (slice.size > WRITE_LIMIT) {
      throw new RpcError(
        "INVALID_REQUEST",
        `${name} has ${slice.size} bytes, more than the ${WRITE_LIMIT} that are shown.`,
      );
    }
    text += slice.text;
    offset = slice.nextOffset;
  }
  return text;
}

function missingFile(workspace: string, name: string): AgentFile {
  return { name, path: join(workspace, name), missing: true };
}

function hashOf(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function changed(name: string, hash: string | undefined): RpcError {
  const what = hash ? "was changed by somebody else" : "is gone";
  return new RpcError("CONFLICT", `${name} ${what} since it was read: read it again and put the changes together.`, {
    details: { hash: hash ?? null },
  });
}
