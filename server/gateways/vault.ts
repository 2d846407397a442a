import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { RpcError } from "../protocol/errors.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets by name, encrypted at rest (AES-256-GCM) with a key of the state folder. They are read by the parts that use
 * them and by nothing that answers a browser.
 */
export class Vault {
  readonly #file: string;
  readonly #key: Buffer;
  #secrets: ReadonlyMap<string, string>;

  /**
   * @param files `key` is made when missing, both are for this user only (0600)
   * @throws RpcError STORAGE when the key does not fit the file
   */
  constructor(files: { key: string; file: string }) {
    this.#file = files.file;
    this.#key = openKey(files.key);
    this.#secrets = new Map(Object.entries(this.#read()));
  }

  get(name: string): string | undefined {
    return this.#secrets.get(name);
  }

  put(name: string, secret: string): void {
    if (this.#secrets.get(name) !== secret) this.#keep([...this.#secrets, [name, secret]]);
  }

  delete(name: string): void {
    if (this.#secrets.has(name)) this.#keep([...this.#secrets].filter(([other]) => other !== name));
  }

  #read(): Record<string, string> {
    const sealed = readIfThere(this.#file);
    if (!sealed) return {};
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(text.toString("utf8"));
    } catch (cause) {
      throw new RpcError(
        "STORAGE",
        `${this.#file} does not open with the key beside it: restore both from one backup, or delete it and enter the gateways' tokens again.`,
        { cause },
      );
    }
  }

  /** On disk first: what could not be written is not known either. */
  #keep(entries: readonly (readonly [string, string])[]): void {
    const secrets = new Map(entries);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const body = Buffer.concat([cipher.update(JSON.stringify(Object.fromEntries(secrets)), "utf8"), cipher.final()]);
    const next = `${this.#file}.next`;
    writeFileSync(next, Buffer.concat([nonce, cipher.getAuthTag(), body]), { mode: 0o600 });
    renameSync(next, this.#file);
    this.#secrets = secrets;
  }
}

function openKey(file: string): Buffer {
  const kept = readIfThere(file);
  if (kept?.length === 32) return kept;
  if (kept) throw new RpcError("STORAGE", `${file} is no key of 32 bytes: restore it from a backup.`);
  const key = randomBytes(32);
  writeFileSync(file, key, { mode: 0o600, flag: "wx" });
  return key;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
