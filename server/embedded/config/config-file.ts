import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RpcError } from "../../protocol/errors.ts";

/** How many earlier versions are kept. */
export const MAX_VERSIONS = 20;

export interface ConfigFileOptions {
  file: string;
  /** Where earlier versions are kept, for this user only. */
  historyDir: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** The configuration's file and its earlier versions. */
export class ConfigFile {
  readonly path: string;
  readonly #historyDir: string;
  readonly #clock: () => number;

  constructor({ file, historyDir, clock }: ConfigFileOptions) {
    this.path = file;
    this.#historyDir = historyDir;
    this.#clock = clock;
  }

  /** The text, or undefined when there is no file. @throws RpcError STORAGE */
  async read(): Promise<string | undefined> {
    return readIfThere(this.path);
  }

  /** Replaces the file at once or not at all, mode 0600, and keeps what it held. @throws RpcError STORAGE */
  async write(text: string, before: string | undefined): Promise<void> {
    const draft = `${this.path}.${randomUUID()}`;
    try {
      if (before !== undefined) await this.#keep(before);
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      await writeFile(draft, text, { mode: 0o600, flag: "wx", flush: true });
      await rename(draft, this.path);
    } catch (cause) {
      await rm(draft, { force: true });
      throw storage("written", this.path, cause);
    }
  }

  /** Earlier versions, newest first. */
  async versions(): Promise<{ id: string; replacedAt: number; text: string }[]> {
    const ids = await this.#ids();
    const texts = await Promise.all(ids.map((id) => this.version(id)));
    return ids.flatMap((id, i) => {
      const text = texts[i];
      return text === undefined ? [] : [{ id, replacedAt: Number(id.split("-")[0]), text }];
    });
  }

  async version(id: string): Promise<string | undefined> {
    return readIfThere(this.#fileOf(id));
  }

  async #keep(text: string): Promise<void> {
    await mkdir(this.#historyDir, { recursive: true, mode: 0o700 });
    const [newest] = await this.#ids();
    // Two saves within one millisecond are two versions, in their order.
    const time = Math.max(this.#clock(), newest ? Number(newest.split("-")[0]) + 1 : 0);
    await writeFile(this.#fileOf(`${time}-${hashOf(text).slice(0, 8)}`), text, { mode: 0o600 });
    for (const old of (await this.#ids()).slice(MAX_VERSIONS)) await rm(this.#fileOf(old), { force: true });
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.#historyDir).catch(() => []);
    const ids = names.flatMap((name) => /^(\d{13,16}-[0-9a-f]{8})\.json5$/.exec(name)?.[1] ?? []);
    return ids.sort().reverse();
  }

  #fileOf(id: string): string {
    return join(this.#historyDir, `${id}.json5`);
  }
}

/** Of a file's whole text: it tells whether somebody else has changed it. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw storage("read", file, cause);
  }
}

function storage(done: string, file: string, cause: unknown): RpcError {
  const code = cause instanceof Error && "code" in cause ? cause.code : "unknown";
  return new RpcError(
    "STORAGE",
    `${file} could not be ${done} (${code}): nothing was changed. Mend its rights, or make room.`,
    {
      cause,
    },
  );
}
