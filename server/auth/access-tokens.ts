import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { type AccessToken, ROLE_SCOPES, type Role } from "../protocol/access.ts";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { AccessStore, TokenRecord } from "../store/contract.ts";

/** Tokens that are good at the same time. */
export const MAX_TOKENS = 200;
/** Revoked and expired ones that are still shown; the oldest are forgotten. */
export const MAX_ENDED = 100;
/** When a token was last used is written no more often than this, in milliseconds. */
export const USE_STEP_MS = 60_000;
const PREFIX = "mc_";
/** As much of a token as is shown: its beginning, and few enough of its 43 random characters. */
const HINT_CHARACTERS = PREFIX.length + 4;

export interface AccessTokensOptions {
  store: Pick<AccessStore, "tokens" | "putToken" | "deleteToken">;
  /** A token's last use could not be written. */
  onFault: (error: unknown) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Tokens that admins give out. Only their hashes are kept; who has one is `token:<id>`, with the scopes of its role. */
export class AccessTokens {
  readonly #options: AccessTokensOptions;
  readonly #now: () => number;
  readonly #records: Map<string, TokenRecord>;

  static async open(options: AccessTokensOptions): Promise<AccessTokens> {
    return new AccessTokens(options, await options.store.tokens());
  }

  private constructor(options: AccessTokensOptions, records: readonly TokenRecord[]) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#records = new Map(records.map((record) => [record.id, record]));
  }

  /** The newest first. */
  list(): AccessToken[] {
    return [...this.#records.values()].reverse().map(shown);
  }

  /** Whose token this is; undefined when it is none that is good. */
  byToken(token: string): PrincipalInfo | undefined {
    if (!token.startsWith(PREFIX)) return undefined;
    const digest = digestOf(token);
    let found: TokenRecord | undefined;
    // All are compared, each in constant time: how long it takes tells nothing.
    for (const record of this.#records.values()) {
      if (timingSafeEqual(digest, Buffer.from(record.hash, "hex"))) found = record;
    }
    return found && this.#admit(found);
  }

  /** Who a principal's id stands for, as long as their token is good. */
  byId(principalId: string): PrincipalInfo | undefined {
    const record = this.#records.get(principalId.slice(PRINCIPAL.length));
    return record && principalIdOf(record.id) === principalId ? this.#admit(record) : undefined;
  }

  /**
   * Makes a token; `secret` is told this once.
   * @throws RpcError INVALID_REQUEST when it would have ended already, CONFLICT when there are too many, STORAGE
   */
  async create(
    { name, role, expiresAt }: { name: string; role: Role; expiresAt?: number },
    createdBy: string,
  ): Promise<{ token: AccessToken; secret: string }> {
    const createdAt = this.#now();
    if (expiresAt !== undefined && expiresAt <= createdAt) {
      throw new RpcError("INVALID_REQUEST", "The token would have ended already: give it an end that is to come.");
    }
    const good = [...this.#records.values()].filter((record) => this.#isGood(record));
    if (good.length >= MAX_TOKENS) {
      throw new RpcError("CONFLICT", `There are ${MAX_TOKENS} tokens, the most there can be: revoke one first.`);
    }
    const secret = PREFIX + randomBytes(32).toString("base64url");
    const record: TokenRecord = {
      id: randomUUID(),
      hash: digestOf(secret).toString("hex"),
      hint: secret.slice(0, HINT_CHARACTERS),
      name: name.trim(),
      role,
      createdAt,
      createdBy,
      ...(expiresAt !== undefined && { expiresAt }),
    };
    // Two that are made at once must not both take the last place.
    this.#records.set(record.id, record);
    try {
      await this.#options.store.putToken(record);
    } catch (error) {
      this.#records.delete(record.id);
      throw error;
    }
    await this.#forgetEnded();
    return { token: shown(record), secret };
  }

  /**
   * Ends a token at once; resolves the id of the principal it was for. Doing it again does nothing.
   * @throws RpcError NOT_FOUND, STORAGE: it is as good as before then
   */
  async revoke(id: string): Promise<string> {
    const record = this.#records.get(id);
    if (!record) throw new RpcError("NOT_FOUND", `There is no token "${id}": it may have been forgotten already.`);
    if (record.revokedAt === undefined) {
      const revoked = { ...record, revokedAt: this.#now() };
      this.#records.set(id, revoked);
      try {
        await this.#options.store.putToken(revoked);
      } catch (error) {
        this.#records.set(id, record);
        throw error;
      }
      await this.#forgetEnded();
    }
    return principalIdOf(id);
  }

  #admit(record: TokenRecord): PrincipalInfo | undefined {
    if (!this.#isGood(record)) return undefined;
    const { id, name, role, expiresAt } = record;
    this.#touch(record);
    return {
      id: principalIdOf(id),
      name,
      scopes: ROLE_SCOPES[role],
      ...(expiresAt !== undefined && { expiresAt }),
    };
  }

  #isGood({ revokedAt, expiresAt }: TokenRecord): boolean {
    return revokedAt === undefined && (expiresAt === undefined || expiresAt > this.#now());
  }

  /** Nobody waits for this to be written. */
  #touch(record: TokenRecord): void {
    const lastUsedAt = this.#now();
    if (record.lastUsedAt !== undefined && lastUsedAt - record.lastUsedAt < USE_STEP_MS) return;
    const used = { ...record, lastUsedAt };
    this.#records.set(record.id, used);
    this.#options.store.putToken(used).catch(this.#options.onFault);
  }

  async #forgetEnded(): Promise<void> {
    const ended = [...this.#records.values()].filter((record) => !this.#isGood(record));
    const oldest = ended.toSorted((one, other) => endOf(one) - endOf(other)).slice(0, -MAX_ENDED);
    for (const { id } of ended.length > MAX_ENDED ? oldest : []) {
      this.#records.delete(id);
      await this.#options.store.deleteToken(id);
    }
  }
}

const PRINCIPAL = "token:";

function principalIdOf(id: string): string {
  return PRINCIPAL + id;
}

function shown({ hash: _hash, ...token }: TokenRecord): AccessToken {
  return token;
}

function endOf({ revokedAt = Number.POSITIVE_INFINITY, expiresAt = Number.POSITIVE_INFINITY }: TokenRecord): number {
  return Math.min(revokedAt, expiresAt);
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
