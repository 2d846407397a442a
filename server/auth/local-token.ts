import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { RpcError } from "../protocol/errors.ts";

/** The admin's token: it is everything, so it is compared in constant time and never printed. */
export class LocalToken {
  readonly #digest: Buffer;

  constructor(token: string) {
    this.#digest = digest(token);
  }

  matches(candidate: string): boolean {
    return timingSafeEqual(this.#digest, digest(candidate));
  }
}

/**
 * The configured token, else the one in `file`, else a new one (256 bits, base64url) that is written there with mode 0600.
 * @throws RpcError STORAGE when the file cannot be read or written.
 */
export async function openLocalToken(file: string, configured: string | undefined): Promise<LocalToken> {
  if (configured !== undefined) return new LocalToken(configured);
  try {
    const kept = (await readFile(file, "utf8")).trim();
    if (kept.length < 16) throw new RpcError("STORAGE", `${file} holds no token: delete it and start again.`);
    return new LocalToken(kept);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const token = randomBytes(32).toString("base64url");
  await writeFile(file, `${token}\n`, { mode: 0o600, flag: "wx" });
  return new LocalToken(token);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
