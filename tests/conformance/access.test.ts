import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewayClientRequestError } from "@openclaw/gateway-client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openDeviceIdentity } from "../../server/gateways/openclaw/device-identity.ts";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { AccessToken, AuditEntry, Role } from "../../server/protocol/access.ts";
import { HostedMissionControl } from "../support/clerk.ts";
import { connectDevice } from "../support/device-client.ts";
import { http, tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { rpc } from "../support/rpc.ts";
import { ask, openWire } from "../support/wire.ts";

let server: MissionControl;
let admin: WireClient;
let folder: string;
let made = 0;

/** What each role may not do, beside what needs admin. */
const WRITES = [
  ["circles.send", { name: "all", content: "hello" }],
  ["chat.send", { sessionKey: "agent:main:main", message: "status", idempotencyKey: "k" }],
  ["chat.abort", { sessionKey: "agent:main:main" }],
] as const;
const ADMINISTERS = [
  ["tokens.list", {}],
  ["tokens.create", { name: "More", role: "admin" }],
  ["tokens.revoke", { id: "x" }],
  ["access.people", {}],
  ["access.audit", {}],
  ["access.signOut", { id: "admin" }],
  ["agents.create", { name: "Spy" }],
  ["gateways.add", { name: "x", url: "ws://127.0.0.1:9" }],
  ["config.apply", { raw: "{}" }],
  ["sessions.create", {}],
  ["sessions.delete", { key: "agent:main:main" }],
] as const;

beforeAll(async () => {
  server = await MissionControl.start();
  admin = await openWire(server);
  folder = await mkdtemp(join(tmpdir(), "access-"));
}, 60_000);

afterAll(async () => {
  await admin?.close();
  await server?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe("a token that was given out", () => {
  test("ACC-1: comes in by every way in which the admin's does", async () => {
    const { secret } = await mint("viewer");
    const byHeader = native(secret);
    const bySubprotocol = keep(new WireClient(server.wsUrl, { protocols: [`bearer.${secret}`] }));
    for (const wire of [byHeader, bySubprotocol]) {
      expect(await wire.frame({ type: "connected" })).toMatchObject({
        payload: { authenticated: true, principal: { name: "viewer", scopes: ["operator.read"] } },
      });
    }
    for (const type of ["auth", "authenticate"]) {
      const wire = keep(new WireClient(server.wsUrl));
      wire.send({ type, token: secret });
      expect(await wire.frame({ type: "authenticated" })).toMatchObject({ payload: { principal: { name: "viewer" } } });
    }
    const headers = { authorization: `Bearer ${secret}` };
    expect((await http(server, "/api/status", { headers })).status).toBe(200);
    const cookie = await signIn(secret);
    const byCookie = keep(new WireClient(server.wsUrl, { headers: { cookie, origin: server.url } }));
    expect(await byCookie.frame({ type: "connected" })).toMatchObject({ payload: { principal: { name: "viewer" } } });
  });

  test("ACC-1: of a viewer reads, and changes nothing, on any path", async () => {
    const { secret } = await mint("viewer");
    const wire = native(secret);
    expect(await wire.req("sessions.list")).toMatchObject({ ok: true });
    for (const [method, params] of [...WRITES, ...ADMINISTERS]) {
      expect([method, await wire.req(method, params)]).toMatchObject([method, { error: { code: "FORBIDDEN" } }]);
      expect(await rpc(wire, method, params)).toMatchObject({ error: { data: { code: "FORBIDDEN" } } });
    }
    wire.send({ type: "agent_chat", agent_id: "main", message: "status" });
    expect(await wire.frame({ type: "error" })).toMatchObject({ code: "FORBIDDEN" });
    const room = keep(
      new WireClient(server.wsUrl.replace("/ws", "/ws/circles/all"), {
        headers: { authorization: `Bearer ${secret}` },
      }),
    );
    room.send({ type: "message", content: "hello" });
    expect(await room.frame({ type: "error" })).toMatchObject({ code: "FORBIDDEN" });
    const headers = { authorization: `Bearer ${secret}` };
    const upload = await http(server, "/api/uploads", { body: "x", headers });
    const call = await http(server, "/api/rpc", { body: { method: "sessions.create" }, headers });
    const said = { model: "main", messages: [{ role: "user", content: "hello" }] };
    const completion = await http(server, "/v1/chat/completions", { body: said, headers });
    const code = await http(server, "/auth/codes", { method: "POST", headers });
    expect([upload.status, call.status, completion.status, code.status]).toEqual([403, 403, 403, 403]);
  });

  test("ACC-1: of a viewer asks for no more on / than it has", async () => {
    const { secret } = await mint("viewer");
    const { client, hello } = await official(secret, ["operator.admin", "operator.read", "operator.write"]);
    expect(hello.auth).toMatchObject({ scopes: ["operator.read"] });
    expect(await client.request("sessions.list", {})).toBeDefined();
    for (const [method, params] of [...WRITES, ...ADMINISTERS]) {
      const refusal: unknown = await client.request(method, params).catch((error: unknown) => error);
      expect(refusal, method).toBeInstanceOf(GatewayClientRequestError);
      expect([method, refusal]).toMatchObject([method, { gatewayCode: "FORBIDDEN" }]);
    }
  });

  test("ACC-1: of an operator works with agents and administers nothing", async () => {
    const { secret } = await mint("operator");
    const wire = native(secret);
    const abort = { sessionKey: "agent:main:main" };
    expect(await wire.req("chat.abort", abort)).toMatchObject({ ok: true });
    const { client } = await official(secret, ["operator.admin", "operator.read", "operator.write"]);
    expect(await client.request("chat.abort", abort)).toBeDefined();
    for (const [method, params] of ADMINISTERS) {
      expect([method, await wire.req(method, params)]).toMatchObject([method, { error: { code: "FORBIDDEN" } }]);
      await expect(client.request(method, params), method).rejects.toMatchObject({ gatewayCode: "FORBIDDEN" });
    }
  });

  test("ACC-1: of an admin may give out others", async () => {
    const { secret } = await mint("admin");
    expect(await native(secret).req("tokens.create", { name: "Second", role: "viewer" })).toMatchObject({ ok: true });
  });

  test("ACC-2: revoked, its connections end with 4001, its browsers are signed out, and it comes in no more", async () => {
    const { token, secret } = await mint("operator");
    const cookie = await signIn(secret);
    const browser = keep(new WireClient(server.wsUrl, { headers: { cookie, origin: server.url } }));
    const wire = native(secret);
    const { closed } = await official(secret, ["operator.read"]);
    for (const each of [wire, browser]) await each.frame({ type: "connected" });
    expect(await ask(admin, "tokens.revoke", { id: token.id })).toEqual({ ok: true, id: token.id });
    const ends = await Promise.all([wire.closed, browser.closed]);
    expect(ends).toMatchObject([{ code: 4001 }, { code: 4001 }]);
    expect(await closed).toBe(4001);
    expect(await native(secret).closed).toMatchObject({ code: 4001 });
    const page = await fetch(server.url, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
    expect(page.headers.get("location")).toBe("/sign-in");
    const late = keep(new WireClient(server.wsUrl));
    late.send({ type: "authenticate", token: secret });
    expect(await late.closed).toMatchObject({ code: 1008 });
    await expect(official(secret, ["operator.read"])).rejects.toMatchObject({
      details: { code: "AUTH_TOKEN_MISMATCH" },
    });
  });

  test("ACC-2: who revokes the token they came with gets the answer first", async () => {
    const { token, secret } = await mint("admin");
    const wire = native(secret);
    expect(await wire.req("tokens.revoke", { id: token.id })).toMatchObject({ ok: true });
    expect(await wire.closed).toMatchObject({ code: 4001 });
  });

  test("ACC-2: it says on the connection when it ends", async () => {
    const expiresAt = Date.now() + 60_000;
    const { secret } = await mint("viewer", expiresAt);
    expect(await native(secret).frame({ type: "connected" })).toMatchObject({ payload: { principal: { expiresAt } } });
  });

  test("ACC-1: no list tells one, and it stands in no file", async () => {
    const { token, secret } = await mint("viewer");
    const { tokens } = await ask(admin, "tokens.list", {});
    expect(tokens.find(({ id }) => id === token.id)).toMatchObject({ role: "viewer", createdBy: "Admin" });
    const told = JSON.stringify([tokens, await ask(admin, "access.audit", {}), await ask(admin, "logs.tail", {})]);
    expect(told).not.toContain(secret.slice(8));
    expect(server.output).not.toContain(secret.slice(8));
  });
});

describe("what was done", () => {
  test("ACC-3: who, from where, what, when and how it went; never what was said", async () => {
    const { token, secret } = await mint("operator");
    const wire = native(secret);
    const sent = { sessionKey: "agent:main:main", message: "hush-hush", idempotencyKey: "audit-1" };
    await wire.req("chat.send", sent);
    await wire.req("agents.create", { name: "Spy" });
    const mine = await entries({ who: `token:${token.id}` });
    expect(mine).toMatchObject([
      { action: "agents.create", outcome: "FORBIDDEN", targets: { name: "Spy" } },
      { action: "chat.send", outcome: "OK", targets: { sessionKey: "agent:main:main" } },
      { action: "connect", outcome: "OK" },
    ]);
    for (const entry of mine) {
      expect(entry).toMatchObject({ who: { name: "operator" }, at: expect.any(Number) });
      expect(entry.address).toMatch(/127\.0\.0\.1$/);
    }
    expect(JSON.stringify(mine)).not.toContain("hush-hush");
    const [created] = await entries({ search: "tokens.create" });
    expect(created).toMatchObject({ who: { id: "admin" }, targets: { name: "operator", role: "operator" } });
    expect((await entries({ outcome: "failed" })).every(({ outcome }) => outcome !== "OK")).toBe(true);
  });

  test("ACC-3: calls on / count too, refused ones as well; reading does not", async () => {
    const { token, secret } = await mint("viewer");
    const { client } = await official(secret, ["operator.read"]);
    await client.request("sessions.list", {});
    await expect(client.request("agents.create", { name: "Spy" })).rejects.toThrow();
    expect((await entries({ who: `token:${token.id}`, kind: "calls" })).map(({ action }) => action)).toEqual([
      "agents.create",
    ]);
  });

  test("ACC-3: coming, going and being refused; who guesses fills no list", async () => {
    const before = (await entries({ search: "sign-in", kind: "access", outcome: "failed" })).length;
    for (let tries = 0; tries < 5; tries++) await native(`mc_${"x".repeat(43)}`).closed;
    const { secret } = await mint("viewer");
    const cookie = await signIn(secret);
    await fetch(`${server.url}/auth/sign-out`, { method: "POST", headers: { cookie }, redirect: "manual" });
    const access = await entries({ kind: "access" });
    expect(access[0]).toMatchObject({ action: "sign-out", who: { name: "viewer" } });
    expect(access[1]).toMatchObject({ action: "sign-in", who: { name: "viewer" }, targets: { by: "token" } });
    const refused = await entries({ search: "sign-in", kind: "access", outcome: "failed" });
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length - before).toBeLessThanOrEqual(1);
    expect(refused[0]).not.toHaveProperty("who");
  });

  test("ACC-3: uploads count too", async () => {
    const headers = { "x-file-name": "notes.txt" };
    expect((await http(server, "/api/uploads", { body: "my words", headers })).status).toBe(200);
    expect((await entries({ search: "notes.txt" }))[0]).toMatchObject({ action: "upload", outcome: "OK" });
  });

  test("ACC-3: it is read page by page", async () => {
    for (let at = 0; at < 3; at++) await ask(admin, "sessions.create", { label: `Page ${at}` });
    const first = await ask(admin, "access.audit", { limit: 2 });
    const second = await ask(admin, "access.audit", { limit: 2, cursor: first.cursor });
    expect(first.entries).toHaveLength(2);
    expect(second.entries[0]?.id).toBeLessThan(first.entries[1]?.id ?? 0);
  });

  test("ACC-3: who has asked hears that there is more, and nobody else does", async () => {
    const [watching, other] = [await openWire(server), keep(await openWire(server))];
    keep(watching);
    const { secret } = await mint("viewer");
    const viewer = native(secret);
    for (const wire of [watching, other, viewer]) await wire.req("health");
    await ask(watching, "access.audit", {});
    await ask(other, "sessions.create", {});
    expect(await watching.frame({ event: "access.changed" })).toMatchObject({ payload: { what: expect.any(String) } });
    await viewer.settled();
    expect(viewer.events().map(({ event }) => event)).not.toContain("access.changed");
  });
});

describe("who was here", () => {
  test("ACC-4: with what, from where, and how often now; they can be signed out everywhere", async () => {
    const { token, secret } = await mint("operator");
    const cookie = await signIn(secret);
    const browser = keep(new WireClient(server.wsUrl, { headers: { cookie, origin: server.url } }));
    const wire = native(secret);
    for (const each of [browser, wire]) await each.frame({ type: "connected" });
    const id = `token:${token.id}`;
    const { people, self } = await ask(admin, "access.people", {});
    expect(self).toBe("admin");
    expect(people.find((person) => person.id === id)).toMatchObject({
      kind: "token",
      role: "operator",
      connections: 2,
    });
    await ask(admin, "access.signOut", { id });
    expect(await Promise.all([browser.closed, wire.closed])).toMatchObject([{ code: 4001 }, { code: 4001 }]);
    const page = await fetch(server.url, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
    expect(page.headers.get("location")).toBe("/sign-in");
    expect(await native(secret).frame({ type: "connected" })).toMatchObject({ payload: { authenticated: true } });
    expect(await admin.req("access.signOut", { id: "nobody" })).toMatchObject({ error: { code: "NOT_FOUND" } });
  });
});

test("ACC-1: tokens and what was done outlive a restart", async () => {
  const first = await MissionControl.start();
  onTestFinished(() => first[Symbol.asyncDispose]());
  const wire = await openWire(first);
  const { secret } = await ask(wire, "tokens.create", { name: "Lasting", role: "viewer" });
  await first.stop();
  const second = await MissionControl.start({ home: first.home });
  onTestFinished(async () => void (await second.stop("SIGKILL")));
  const again = new WireClient(second.wsUrl, { headers: { authorization: `Bearer ${secret}` } });
  await again.frame({ type: "connected" });
  const { entries: kept } = await ask(await openWire(second), "access.audit", { search: "tokens.create" });
  expect(kept).toMatchObject([{ targets: { name: "Lasting" } }]);
}, 60_000);

test("ACC-1: where everybody is admin there are none, and that is said", async () => {
  await using open = await MissionControl.start({ env: { MISSION_CONTROL_AUTH: "none" } });
  const wire = keep(new WireClient(open.wsUrl));
  expect(await ask(wire, "tokens.list", {})).toMatchObject({ tokens: [], unavailable: expect.stringMatching(/admin/) });
  expect(await wire.req("tokens.create", { name: "x", role: "viewer" })).toMatchObject({
    error: { code: "FORBIDDEN" },
  });
}, 60_000);

test("ACC-5: hosted, an admin sees themselves alone, unless it is said that they see all; there are no tokens", async () => {
  for (const [env, people] of [
    [{}, ["anna"]],
    [{ MISSION_CONTROL_HOSTED_AUDIT: "all" }, ["anna", "ben"]],
  ] as const) {
    await using hosted = await HostedMissionControl.start({ env });
    const come = async (sub: string) => {
      const token = hosted.token({ sub, more: { metadata: { role: "admin" } } });
      const wire = keep(new WireClient(hosted.server.wsUrl, { headers: { authorization: `Bearer ${token}` } }));
      await wire.frame({ type: "connected" });
      return wire;
    };
    const [anna, ben] = [await come("anna"), await come("ben")];
    expect((await ask(anna, "access.people", {})).people.map(({ id }) => id).sort()).toEqual(people);
    const { entries: seen } = await ask(anna, "access.audit", { kind: "access" });
    expect([...new Set(seen.map(({ who }) => who?.id))].sort()).toEqual(people);
    expect(await ask(anna, "tokens.list", {})).toMatchObject({
      tokens: [],
      unavailable: expect.stringMatching(/Clerk/),
    });
    expect(await anna.req("tokens.create", { name: "x", role: "viewer" })).toMatchObject({
      error: { code: "FORBIDDEN" },
    });
    const leaving = await fetch(`${hosted.server.url}/auth/sign-out`, {
      method: "POST",
      redirect: "manual",
      headers: { authorization: `Bearer ${hosted.token({ sub: "anna", more: { metadata: { role: "admin" } } })}` },
    });
    expect(leaving.status).toBe(303);
    const { entries: since } = await ask(anna, "access.audit", { kind: "access" });
    expect(since[0]).toMatchObject({ who: { id: "anna" }, action: "sign-out", outcome: "OK" });
    const away = await anna.req("access.signOut", { id: "ben" });
    if (people.length === 1) expect(away).toMatchObject({ error: { code: "NOT_FOUND" } });
    else expect(await ben.closed).toMatchObject({ code: 4001 });
  }
}, 60_000);

test("ACC-3: behind a proxy what was done is told of whom it forwards, when its word is to be taken", async () => {
  const file = join(folder, "behind-a-proxy.json5");
  await writeFile(file, '{ gateway: { trustedProxies: ["127.0.0.1"] } }');
  await using trusting = await MissionControl.start({ args: ["--config", file] });
  for (const [asked, address] of [
    [server, "127.0.0.1"],
    [trusting, "203.0.113.9"],
  ] as const) {
    const authorization = `Bearer ${await tokenOf(asked)}`;
    const headers = { authorization, "x-forwarded-for": "198.51.100.1, 203.0.113.9" };
    await http(asked, "/auth/codes", { body: {}, headers });
    const wire = keep(new WireClient(asked.wsUrl, { headers }));
    await wire.frame({ type: "connected" });
    const { entries } = await ask(wire, "access.audit", { kind: "access" });
    expect(entries.find(({ action }) => action === "sign-in code")).toMatchObject({ address });
    const { people } = await ask(wire, "access.people", {});
    expect(people[0]).toMatchObject({ address });
  }
}, 60_000);

function mint(role: Role, expiresAt?: number): Promise<{ token: AccessToken; secret: string }> {
  return ask(admin, "tokens.create", { name: role, role, ...(expiresAt !== undefined && { expiresAt }) });
}

function native(token: string): WireClient {
  return keep(new WireClient(server.wsUrl, { headers: { authorization: `Bearer ${token}` } }));
}

/** OpenClaw's own client, with the token. */
async function official(token: string, scopes: string[]) {
  made += 1;
  const identity = await openDeviceIdentity(join(folder, `device-${made}.pem`));
  const device = await connectDevice(server, identity, { token, scopes });
  onTestFinished(() => device[Symbol.asyncDispose]());
  return device;
}

async function signIn(token: string): Promise<string> {
  const body = new URLSearchParams({ token });
  const answer = await fetch(`${server.url}/auth/sign-in`, { method: "POST", body, redirect: "manual" });
  const cookie = answer.headers.get("set-cookie")?.split(";", 1)[0];
  if (!cookie) throw new Error(`signing in was refused: ${answer.status}`);
  return cookie;
}

async function entries(query: {
  who?: string;
  search?: string;
  kind?: "access" | "calls";
  outcome?: "ok" | "failed";
}): Promise<AuditEntry[]> {
  return (await ask(admin, "access.audit", query)).entries;
}

function keep(wire: WireClient): WireClient {
  onTestFinished(() => wire.ws.terminate());
  return wire;
}
