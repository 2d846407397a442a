import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AccessTokens } from "../auth/access-tokens.ts";
import type { Deed } from "../auth/audit-trail.ts";
import { ADMIN, localAuthority } from "../auth/authority.ts";
import { BrowserSessions } from "../auth/browser-sessions.ts";
import { LocalToken } from "../auth/local-token.ts";
import { SignInCodes } from "../auth/sign-in-codes.ts";
import type { Store } from "../store/contract.ts";
import { openStore } from "../store/sqlite.ts";
import { HttpFront, sendText } from "./front.ts";
import { signInRoutes } from "./sign-in.ts";

const TOKEN = "the-admin-token-of-this-test";
const DEVICE_TOKEN = "the-token-of-a-device";

let front: HttpFront;
let store: Store;
let codes: SignInCodes;
let origin: string;
let now: number;
let tokens: AccessTokens;
let deeds: Deed[];
let refused: string[];
let ended: string[];

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  store = await openStore({ file: join(mkdtempSync(join(tmpdir(), "mission-control-sign-in-")), "test.db") });
  front = new HttpFront();
  const port = await front.listen("127.0.0.1", 0);
  origin = `http://127.0.0.1:${port}`;
  codes = new SignInCodes(() => now);
  const sessions = new BrowserSessions(store.auth, port, () => now);
  deeds = [];
  refused = [];
  ended = [];
  tokens = await AccessTokens.open({ store: store.access, onFault: () => {}, now: () => now });
  const holderOf = (id: string) => (id === ADMIN.id ? ADMIN : tokens.byId(id));
  const ofDevice = { id: "device:1", name: "Phone", scopes: [] };
  const authority = localAuthority({
    token: new LocalToken(TOKEN),
    others: (token) => (token === DEVICE_TOKEN ? ofDevice : tokens.byToken(token)),
    holderOf,
    sessions,
    urlTokens: true,
  });
  front.serve({
    routes: [
      ...signInRoutes({
        codes,
        sessions,
        authority,
        holderOf,
        note: (deed) => deeds.push(deed),
        ended: (browser) => ended.push(browser),
        refused: (address) => refused.push(address),
        now: () => now,
      }),
      {
        method: "GET",
        path: "/who",
        handle: async (request, response) => sendText(response, 200, (await authority.fromRequest(request)).kind),
      },
      {
        method: "GET",
        path: "/scopes",
        async handle(request, response) {
          const recognised = await authority.fromRequest(request);
          sendText(response, 200, recognised.kind === "ok" ? recognised.principal.scopes.join() : recognised.kind);
        },
      },
    ],
    acceptsHost: () => true,
    fallback: (_request, response) => sendText(response, 404, "no such page"),
    upgrade: (_request, socket) => socket.destroy(),
    onError: (error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  await front.close();
  await store.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(origin + path, { redirect: "manual", headers });

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(origin + path, { method: "POST", redirect: "manual", body: new URLSearchParams(form), headers });

async function who(cookie: string): Promise<string> {
  return (await get("/who", { cookie })).text();
}

function cookieOf(response: Response): string {
  return response.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
}

describe("signing in", () => {
  test("the printed address signs a browser in, once", async () => {
    const path = `/auth/sign-in?code=${codes.issue()}`;
    const first = await get(path);
    expect(first.status).toBe(200);
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^mission_control_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/),
      // For pages to tell one sign-in from another: another value each time, and nothing to come in with.
      expect.stringMatching(/^mission_control_\d+_sign_in=[0-9a-f]{16}; Path=\/; SameSite=Strict; Max-Age=2592000$/),
    ]);
    expect(await first.text()).toContain('content="0;url=/"');
    expect(await who(cookieOf(first))).toBe("ok");
    const second = await get(path);
    expect(second.headers.get("location")).toBe("/sign-in?error=expired");
    expect(second.headers.get("set-cookie")).toBeNull();
  });

  test("a browser that is signed in already goes on and spends no code", async () => {
    const cookie = cookieOf(await get(`/auth/sign-in?code=${codes.issue()}`));
    const code = codes.issue();
    expect((await get(`/auth/sign-in?code=${code}&next=/logs`, { cookie })).headers.get("location")).toBe("/logs");
    expect(codes.redeem(code)).toBe(true);
  });

  test("the form takes the admin token or a code", async () => {
    expect(await who(cookieOf(await post("/auth/sign-in", { token: TOKEN, next: "/chat" })))).toBe("ok");
    expect(await who(cookieOf(await post("/auth/sign-in", { token: ` ${codes.issue()} ` })))).toBe("ok");
    const bad = await post("/auth/sign-in", { token: "nonsense", next: "/chat" });
    expect(bad.headers.get("location")).toBe("/sign-in?error=invalid&next=%2Fchat");
  });

  test.each(["//evil.example", "/\\evil.example", "https://evil.example", "/auth/sign-out", "javascript:alert(1)"])(
    "it never leads to %s",
    async (next) => {
      const answer = await post("/auth/sign-in", { token: TOKEN, next });
      expect(await answer.text()).toContain('content="0;url=/"');
    },
  );

  test("ten failures a minute, then it says to wait", async () => {
    for (let i = 0; i < 10; i++) await post("/auth/sign-in", { token: "nonsense" });
    expect((await post("/auth/sign-in", { token: TOKEN })).headers.get("location")).toBe("/sign-in?error=rate");
    now += 60_001;
    expect(await who(cookieOf(await post("/auth/sign-in", { token: TOKEN })))).toBe("ok");
  });

  test("another site's page cannot post the form", async () => {
    expect((await post("/auth/sign-in", { token: TOKEN }, { origin: "https://evil.example" })).status).toBe(403);
    expect((await post("/auth/sign-in", { token: TOKEN }, { origin })).status).toBe(200);
  });

  test("signing out ends the session on the server too", async () => {
    const cookie = cookieOf(await post("/auth/sign-in", { token: TOKEN }));
    await post("/auth/sign-out", {}, { cookie });
    expect(await who(cookie)).toBe("none");
    // Its open connections are ended by a name that tells the cookie to nobody.
    expect(ended).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(cookie).not.toContain(ended[0]);
  });

  test("a session ends after thirty days", async () => {
    const cookie = cookieOf(await post("/auth/sign-in", { token: TOKEN }));
    now += 30 * 24 * 60 * 60_000;
    expect(await who(cookie)).toBe("none");
  });

  test("whoever has the token can have a code", async () => {
    const answer = await fetch(`${origin}/auth/codes`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const { code } = (await answer.json()) as { code: string };
    expect(codes.redeem(code)).toBe(true);
    expect((await fetch(`${origin}/auth/codes`, { method: "POST" })).status).toBe(401);
  });

  test("a token that was given out signs in with its role, until it is revoked or ends", async () => {
    const { token, secret } = await tokens.create({ name: "Reader", role: "viewer", expiresAt: now + 1_000 }, "Admin");
    const cookie = cookieOf(await post("/auth/sign-in", { token: secret }));
    const scopes = async () => (await get("/scopes", { cookie })).text();
    expect(await scopes()).toBe("operator.read");
    const codeAsked = await fetch(`${origin}/auth/codes`, { method: "POST", headers: { cookie } });
    expect(codeAsked.status).toBe(403);
    now += 1_000;
    expect(await scopes()).toBe("none");
    now -= 1_000;
    await tokens.revoke(token.id);
    expect(await scopes()).toBe("none");
    expect((await post("/auth/sign-in", { token: secret })).headers.get("location")).toContain("error=invalid");
  });

  test("a device's token signs no browser in", async () => {
    const answer = await post("/auth/sign-in", { token: DEVICE_TOKEN });
    expect(answer.headers.get("location")).toContain("error=invalid");
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("who comes and goes is noted, with how; codes that are not good by their address", async () => {
    const cookie = cookieOf(await post("/auth/sign-in", { token: TOKEN }));
    await get(`/auth/sign-in?code=${codes.issue()}`);
    await post("/auth/sign-out", {}, { cookie });
    await get("/auth/sign-in?code=nonsense");
    const told = deeds.map(({ action, who, targets, outcome }) => [action, who?.id, targets, outcome]);
    expect(told).toEqual([
      ["sign-in", "admin", { by: "token" }, "OK"],
      ["sign-in", "admin", { by: "code" }, "OK"],
      ["sign-out", "admin", {}, "OK"],
    ]);
    expect(refused).toHaveLength(1);
    expect(JSON.stringify([deeds, refused])).not.toContain(TOKEN);
  });

  test("a wrong bearer token is bad, not merely absent", async () => {
    expect(await (await get("/who", { authorization: "Bearer nonsense" })).text()).toBe("bad");
    expect(await (await get("/who")).text()).toBe("none");
  });
});
