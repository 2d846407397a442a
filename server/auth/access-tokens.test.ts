import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "../store/contract.ts";
import { openStore } from "../store/sqlite.ts";
import { AccessTokens, MAX_ENDED, MAX_TOKENS, USE_STEP_MS } from "./access-tokens.ts";

let folder: string;
let store: Store;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  folder = await mkdtemp(join(tmpdir(), "mission-control-tokens-"));
  store = await openStore({ file: join(folder, "test.db") });
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const open = (faults: unknown[] = []) =>
  AccessTokens.open({ store: store.access, now: () => now, onFault: (error) => faults.push(error) });

test("a token is 256 random bits behind a readable prefix; only its hash and its beginning are kept", async () => {
  const tokens = await open();
  const { token, secret } = await tokens.create({ name: " Reader ", role: "viewer" }, "Admin");
  expect(secret).toMatch(/^mc_[\w-]{43}$/);
  expect(token).toMatchObject({ name: "Reader", role: "viewer", createdBy: "Admin", createdAt: now });
  expect(secret.startsWith(token.hint)).toBe(true);
  expect(token.hint.length).toBeLessThan(10);
  const kept = JSON.stringify([await store.access.tokens(), tokens.list()]);
  expect(kept).not.toContain(secret.slice(8));
  expect(JSON.stringify(tokens.list())).not.toContain((await store.access.tokens())[0]?.hash);
});

test("it is recognised with the scopes of its role, after a restart too; nothing like it is", async () => {
  const { token, secret } = await (await open()).create({ name: "Bot", role: "operator" }, "Admin");
  const tokens = await open();
  const principal = {
    id: `token:${token.id}`,
    name: "Bot",
    scopes: ["operator.read", "operator.write", "operator.approvals"],
  };
  expect(tokens.byToken(secret)).toEqual(principal);
  expect(tokens.byId(`token:${token.id}`)).toEqual(principal);
  for (const other of ["", "mc_", `${secret}x`, secret.slice(0, -1), secret.slice(3), token.id]) {
    expect([other, tokens.byToken(other)]).toEqual([other, undefined]);
  }
  for (const other of [token.id, `other:${token.id}`, `device:${token.id}`.slice(0, 42), "token:"]) {
    expect([other, tokens.byId(other)]).toEqual([other, undefined]);
  }
});

test("it is good until its end", async () => {
  const tokens = await open();
  const expiresAt = now + 1_000;
  const { secret } = await tokens.create({ name: "Short", role: "admin", expiresAt }, "Admin");
  now = expiresAt - 1;
  expect(tokens.byToken(secret)).toMatchObject({ expiresAt });
  now = expiresAt;
  expect(tokens.byToken(secret)).toBeUndefined();
  await expect(tokens.create({ name: "Late", role: "viewer", expiresAt }, "Admin")).rejects.toMatchObject({
    code: "INVALID_REQUEST",
  });
});

test("revoked, it is nobody's at once and for good; again is no fault, an unknown one is", async () => {
  const tokens = await open();
  const { token, secret } = await tokens.create({ name: "Gone", role: "admin" }, "Admin");
  expect(await tokens.revoke(token.id)).toBe(`token:${token.id}`);
  expect(tokens.byToken(secret)).toBeUndefined();
  expect(tokens.list()).toMatchObject([{ revokedAt: now }]);
  now += 1;
  expect(await tokens.revoke(token.id)).toBe(`token:${token.id}`);
  expect((await open()).byToken(secret)).toBeUndefined();
  expect(tokens.list()).toMatchObject([{ revokedAt: now - 1 }]);
  await expect(tokens.revoke("unheard of")).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("when it was used is kept to the minute", async () => {
  const tokens = await open();
  const { secret } = await tokens.create({ name: "Used", role: "viewer" }, "Admin");
  const first = now;
  tokens.byToken(secret);
  now += USE_STEP_MS - 1;
  tokens.byToken(secret);
  expect(tokens.list()[0]?.lastUsedAt).toBe(first);
  now += 1;
  tokens.byToken(secret);
  expect(tokens.list()[0]?.lastUsedAt).toBe(now);
  // Written in order: this one comes after.
  await store.settings.put("written", true);
  expect((await store.access.tokens())[0]?.lastUsedAt).toBe(now);
});

test("what cannot be written changes nothing", async () => {
  const tokens = await open();
  const { token, secret } = await tokens.create({ name: "Kept", role: "viewer" }, "Admin");
  await store.close();
  await expect(tokens.create({ name: "Lost", role: "viewer" }, "Admin")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await expect(tokens.revoke(token.id)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(tokens.list().map(({ name }) => name)).toEqual(["Kept"]);
  expect(tokens.byToken(secret)).toBeDefined();
});

test("there are at most so many good ones, and so many that have ended are still shown", async () => {
  const tokens = await open();
  for (let made = 0; made < MAX_TOKENS; made++) await tokens.create({ name: `${made}`, role: "viewer" }, "Admin");
  const one = () => tokens.create({ name: "more", role: "viewer" }, "Admin");
  await expect(one()).rejects.toMatchObject({ code: "CONFLICT" });
  const ids = tokens.list().map(({ id }) => id);
  for (const id of ids.slice(0, MAX_ENDED + 1)) {
    now += 1;
    await tokens.revoke(id);
  }
  expect(tokens.list().filter(({ revokedAt }) => revokedAt !== undefined)).toHaveLength(MAX_ENDED);
  expect(tokens.list().map(({ id }) => id)).not.toContain(ids[0]);
  expect(await store.access.tokens()).toHaveLength(MAX_TOKENS - 1);
  await one();
});
