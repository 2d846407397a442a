import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Deed } from "../auth/audit-trail.ts";
import type { Authority } from "../auth/authority.ts";
import { addressOf } from "../auth/client-address.ts";
import { RpcError } from "../protocol/errors.ts";
import { allows } from "../protocol/frames.ts";
import { type Route, sendJson } from "./front.ts";

/** Largest file, in bytes. */
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;
/** Most that all files together take until they are swept, in bytes. */
export const MAX_KEPT_BYTES = 1024 * 1024 * 1024;
const LIFETIME_MS = 24 * 60 * 60_000;
const ID = /^[0-9a-f-]{36}$/;

/** A file that was sent ahead of the message it belongs to. */
export interface Upload {
  fileName: string;
  mimeType: string;
  content: Buffer;
}

/** Files on disk that wait to be named in `chat.send`; those older than a day are swept. */
export class Uploads {
  readonly #dir: string;
  readonly #now: () => number;
  readonly #maxKeptBytes: number;
  /** How many are on their way: each may become as large as a file may be. */
  #arriving = 0;

  constructor(dir: string, { now = Date.now, maxKeptBytes = MAX_KEPT_BYTES } = {}) {
    this.#dir = dir;
    this.#now = now;
    this.#maxKeptBytes = maxKeptBytes;
  }

  /**
   * Streams a body to disk; resolves its id.
   * @throws RpcError INVALID_REQUEST past 25 MiB, STORAGE when there is no room for it; nothing is kept.
   */
  async receive(body: AsyncIterable<Buffer>, facts: { fileName: string; mimeType: string }): Promise<string> {
    const id = randomUUID();
    this.#arriving += 1;
    const place = this.#arriving;
    try {
      await mkdir(this.#dir, { recursive: true, mode: 0o700 });
      const keptBytes = await this.#sweep();
      if (keptBytes + place * MAX_UPLOAD_BYTES > this.#maxKeptBytes) throw overfull(this.#maxKeptBytes);
      await pipeline(limited(body), createWriteStream(this.#file(id), { mode: 0o600, flags: "wx" }));
      await writeFile(`${this.#file(id)}.json`, JSON.stringify(facts), { mode: 0o600 });
      return id;
    } catch (error) {
      for (const file of [this.#file(id), `${this.#file(id)}.json`]) await rm(file, { force: true });
      throw error instanceof RpcError ? error : storageError(error);
    } finally {
      this.#arriving -= 1;
    }
  }

  /** @throws RpcError NOT_FOUND when there is no such upload, or it is older than a day. */
  async read(id: string): Promise<Upload> {
    if (!ID.test(id)) throw missing(id);
    try {
      const facts: Omit<Upload, "content"> = JSON.parse(await readFile(`${this.#file(id)}.json`, "utf8"));
      return { ...facts, content: await readFile(this.#file(id)) };
    } catch (cause) {
      throw missing(id, cause);
    }
  }

  /** Removes what is too old; how many bytes are left. */
  async #sweep(): Promise<number> {
    let keptBytes = 0;
    for (const name of await readdir(this.#dir)) {
      const path = join(this.#dir, name);
      const facts = await stat(path).catch(() => undefined);
      if (facts && facts.mtimeMs < this.#now() - LIFETIME_MS) await rm(path, { force: true });
      else keptBytes += facts?.size ?? 0;
    }
    return keptBytes;
  }

  #file(id: string): string {
    return join(this.#dir, id);
  }
}

/** `POST /api/uploads`: the body is the file; `Content-Type` and `X-File-Name` (percent-encoded) describe it. */
export function uploadRoute(uploads: Uploads, authority: Authority, note: (deed: Deed) => void): Route {
  return {
    method: "POST",
    path: "/api/uploads",
    async handle(request, response) {
      const recognised = await authority.fromRequest(request);
      if (recognised.kind !== "ok") return sendJson(response, 401, failure("UNAUTHENTICATED", "Sign in first."));
      const { id, name, scopes } = recognised.principal;
      const facts = factsOf(request);
      const address = addressOf(request);
      const targets = { name: facts.fileName };
      const tell = (outcome: string) =>
        note({ who: { id, name }, address, action: "upload", targets, outcome, isCall: true });
      if (!allows(scopes, "operator.write")) {
        tell("FORBIDDEN");
        return sendJson(response, 403, failure("FORBIDDEN", "Uploading needs operator.write."));
      }
      if (Number(request.headers["content-length"] ?? 0) > MAX_UPLOAD_BYTES) return sendJson(response, 413, TOO_LARGE);
      try {
        const uploadId = await uploads.receive(request, facts);
        tell("OK");
        sendJson(response, 200, { uploadId });
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        tell(error.code);
        sendJson(response, error.code === "STORAGE" ? 507 : 413, failure(error.code, error.message));
      }
    },
  };
}

/** The same address where no gateway reads what is uploaded here. */
export const noUploadRoute: Route = {
  method: "POST",
  path: "/api/uploads",
  handle: (_request, response) =>
    sendJson(
      response,
      404,
      failure("NOT_FOUND", "Your gateway takes no uploads from here: send the file in the message."),
    ),
};

const TOO_LARGE = failure("INVALID_REQUEST", "The file is larger than 25 MiB.");

function failure(code: string, message: string) {
  return { error: { code, message } };
}

function overfull(bytes: number): RpcError {
  const gigabytes = bytes / 1024 ** 3;
  const message = `Nothing was stored: uploads may take ${gigabytes} GiB together, and there is no room for another. Each goes a day after it came: send the file later, or in the message itself.`;
  return new RpcError("STORAGE", message, { retryable: true });
}

/** Codes of a file system that takes nothing more. */
const NO_ROOM: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Codes of a file system that takes nothing from this user. */
const NO_RIGHT: ReadonlySet<unknown> = new Set(["EROFS", "EACCES", "EPERM"]);

/** Whoever went away in the middle of it needs no sentence. */
function storageError(cause: unknown): unknown {
  const code: unknown = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (!NO_ROOM.has(code) && !NO_RIGHT.has(code)) return cause;
  const todo = NO_ROOM.has(code) ? "free some space" : "make the state folder writable";
  const message = `Nothing was stored: the disk takes no more (${code}); ${todo} and send the file again.`;
  return new RpcError("STORAGE", message, { retryable: true, cause });
}

function missing(id: string, cause?: unknown): RpcError {
  return new RpcError("NOT_FOUND", `There is no upload ${id}: uploads are kept for a day; send the file again.`, {
    cause,
  });
}

function factsOf(request: IncomingMessage): { fileName: string; mimeType: string } {
  const name = String(request.headers["x-file-name"] ?? "file");
  return {
    fileName: decodeName(name)
      .replace(/[/\\\p{Cc}]/gu, "_")
      .slice(0, 255),
    mimeType: (request.headers["content-type"] ?? "application/octet-stream").slice(0, 100),
  };
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

async function* limited(body: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_UPLOAD_BYTES) throw new RpcError("INVALID_REQUEST", "The file is larger than 25 MiB.");
    yield chunk;
  }
}
