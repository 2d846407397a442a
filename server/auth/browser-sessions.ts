import { createHash, randomBytes } from "node:crypto";
import type { AuthStore } from "../store/contract.ts";

const LIFETIME_MS = 30 * 24 * 60 * 60_000;

/**
 * Signed-in browsers. The cookie holds 256 random bits; only their hash is stored. A second cookie, `…_sign_in`, names
 * the sign-in to the pages: tabs that have it in common may share one socket. It is no secret and proves nothing.
 */
export class BrowserSessions {
  readonly #store: AuthStore;
  readonly #cookie: string;
  readonly #now: () => number;

  /** `port` is part of the cookie's name, since cookies do not tell the ports of one host apart. */
  constructor(store: AuthStore, port: number, now: () => number = Date.now) {
    this.#store = store;
    this.#cookie = `mission_control_${port}`;
    this.#now = now;
  }

  /** Opens a session for 30 days; the `Set-Cookie` values that carry it. */
  async open(principalId: string, options: { secure: boolean; userAgent?: string }): Promise<string[]> {
    const secret = randomBytes(32).toString("base64url");
    const now = this.#now();
    await this.#store.sweepBrowserSessions(now);
    await this.#store.putBrowserSession({
      hash: hash(secret),
      principalId,
      createdAt: now,
      expiresAt: now + LIFETIME_MS,
      userAgent: options.userAgent?.slice(0, 300),
    });
    return this.#setCookies({ secret, name: randomBytes(8).toString("hex") }, LIFETIME_MS / 1000, options.secure);
  }

  /** The principal's id of the session that a `Cookie` header carries. */
  async find(cookieHeader: string | undefined): Promise<string | undefined> {
    const secret = this.#read(cookieHeader);
    if (!secret) return undefined;
    const session = await this.#store.getBrowserSession(hash(secret));
    return session && session.expiresAt > this.#now() ? session.principalId : undefined;
  }

  /** What tells the session that a `Cookie` header carries from all others, and signs nobody in. */
  nameOf(cookieHeader: string | undefined): string | undefined {
    const secret = this.#read(cookieHeader);
    return secret && hash(secret);
  }

  /** Ends the session; the `Set-Cookie` values that remove it. */
  async close(cookieHeader: string | undefined, options: { secure: boolean }): Promise<string[]> {
    const secret = this.#read(cookieHeader);
    if (secret) await this.#store.deleteBrowserSession(hash(secret));
    return this.#setCookies({ secret: "", name: "" }, 0, options.secure);
  }

  /** Ends all sessions of a principal. */
  async closeAll(principalId: string): Promise<void> {
    await this.#store.deleteBrowserSessionsOf(principalId);
  }

  #read(cookieHeader: string | undefined): string | undefined {
    for (const pair of cookieHeader?.split(";") ?? []) {
      const [name, value] = pair.trim().split("=", 2);
      if (name === this.#cookie && value) return value;
    }
    return undefined;
  }

  #setCookies(value: { secret: string; name: string }, maxAgeSeconds: number, secure: boolean): string[] {
    const end = `SameSite=Strict; Max-Age=${maxAgeSeconds}${secure ? "; Secure" : ""}`;
    return [
      `${this.#cookie}=${value.secret}; Path=/; HttpOnly; ${end}`,
      `${this.#cookie}_sign_in=${value.name}; Path=/; ${end}`,
    ];
  }
}

function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
