import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { http } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, endOf, openWire } from "../support/wire.ts";

const SECRET = `whsec_${Buffer.from("a secret of twenty-four bytes").toString("base64")}`;
const HOOK_TOKEN = "a-token-of-the-doorbell";
const FRIEND = "https://friend.example";
const HOOKS = [
  { name: "doorbell", agentId: "main", auth: { token: HOOK_TOKEN } },
  { name: "signed", agentId: "main", sessionKey: "agent:main:builds", auth: { secret: SECRET } },
];

const config = join(tmpdir(), `${randomUUID()}.json5`);
let server: MissionControl;

beforeAll(async () => {
  await writeFile(config, JSON.stringify({ hooks: HOOKS, auth: { allowedOrigins: [FRIEND] } }));
  server = await MissionControl.start({ args: ["--config", config] });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await rm(config, { force: true });
});

describe("asking over HTTP", () => {
  test("HTTP-1: it lives and is ready", async () => {
    expect(await http(server, "/healthz")).toMatchObject({ status: 200, body: { ok: true } });
    expect(await http(server, "/readyz")).toMatchObject({ status: 200, body: { ready: true } });
  });

  test.each(["/api/sessions", "/api/status", "/api/sessions/x/history", "/v1/models"])(
    "HTTP-2: %s answers nobody without a token, in the shape of an error",
    async (path) => {
      const refused = await http(server, path, { headers: { authorization: "Bearer wrong" } });
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
      expect(refused.body.error).toMatchObject({ message: expect.stringContaining("Bearer <token>") });
    },
  );

  test.each([
    [{ method: "agents.files.list", params: { agentId: "nobody" } }, 404, "NOT_FOUND"],
    [{ method: "no.such" }, 404, "UNKNOWN_METHOD"],
    [{ method: "chat.send", params: {} }, 400, "INVALID_REQUEST"],
    [{ method: "agents.create", params: { id: "main", name: "Main" } }, 409, "CONFLICT"],
    [{}, 400, "INVALID_REQUEST"],
    ["{", 400, "INVALID_REQUEST"],
    [{ method: "status", params: { filler: "x".repeat(600_000) } }, 413, "INVALID_REQUEST"],
  ])("HTTP-2: the status follows from the code (%#)", async (body, status, code) => {
    const answer = await http(server, "/api/rpc", { body });
    expect(answer).toMatchObject({ status, body: { error: { code, message: expect.any(String) } } });
  });

  test("HTTP-2: a method that the path does not answer is refused with those it does", async () => {
    const refused = await http(server, "/api/sessions", { method: "DELETE" });
    expect(refused.status).toBe(405);
    expect(refused.headers.get("allow")).toContain("GET");
  });

  test("HTTP-3: pages of other origins are refused, those on the list may ask and read", async () => {
    const foreign = await http(server, "/api/rpc", {
      body: { method: "status" },
      headers: { origin: "https://evil.example" },
    });
    expect(foreign).toMatchObject({ status: 403, body: { error: { code: "FORBIDDEN" } } });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    const own = await http(server, "/api/status", { headers: { origin: server.url } });
    expect(own.status).toBe(200);
    expect(own.headers.get("access-control-allow-origin")).toBeNull();
    const friend = await http(server, "/v1/models", { headers: { origin: FRIEND } });
    expect(friend.headers.get("access-control-allow-origin")).toBe(FRIEND);
    expect(friend.headers.get("vary")).toContain("origin");
    expect(friend.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("HTTP-3: a preflight is answered for those on the list only", async () => {
    const headers = { "access-control-request-headers": "authorization, x-stainless-os", origin: FRIEND };
    const allowed = await http(server, "/v1/chat/completions", { method: "OPTIONS", headers });
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-methods")).toBe("POST");
    expect(allowed.headers.get("access-control-allow-headers")).toContain("x-stainless-os");
    const refused = await http(server, "/v1/chat/completions", {
      method: "OPTIONS",
      headers: { ...headers, origin: "https://evil.example" },
    });
    expect(refused.status).toBe(403);
  });

  test("HTTP-4: Prometheus reads the numbers from this machine without a token, through a proxy with one only", async () => {
    const anonymous = await fetch(`${server.url}/metrics`);
    expect(anonymous.headers.get("content-type")).toContain("version=0.0.4");
    const text = await anonymous.text();
    for (const name of [
      "mission_control_connections 0",
      "mission_control_frames_received_total",
      'mission_control_event_log_head{gateway="embedded"}',
      'mission_control_runs{state="running"} 0',
      "nodejs_eventloop_lag_p99_seconds",
      "process_resident_memory_bytes",
    ]) {
      expect(text).toContain(name);
    }
    const proxied = { "x-forwarded-for": "203.0.113.9" };
    expect((await fetch(`${server.url}/metrics`, { headers: proxied })).status).toBe(401);
    expect((await http(server, "/metrics", { headers: proxied })).status).toBe(200);
    expect((await http(server, "/metrics", { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
  });

  test("HTTP-4: the numbers follow what happens", async () => {
    const wire = await openWire(server);
    await wire.settled();
    const { text } = await http(server, "/metrics");
    expect(text).toContain("mission_control_connections 1");
    expect(Number(/mission_control_frames_received_total (\d+)/.exec(text)?.[1])).toBeGreaterThan(0);
    await wire.close();
  });

  test("HTTP-5: sessions, their history by an encoded key, and the state of it all", async () => {
    const wire = await openWire(server);
    const sessionKey = "agent:main:http-5";
    const runId = randomUUID();
    await ask(wire, "chat.send", { sessionKey, message: "thanks", idempotencyKey: runId });
    await endOf(wire, runId);
    const list = await http(server, "/api/sessions?limit=1&search=http-5");
    expect(list.body).toMatchObject({ sessions: [{ key: sessionKey, messageCount: 2 }] });
    const history = await http(server, `/api/sessions/${encodeURIComponent(sessionKey)}/history?limit=1`);
    expect(history.body).toMatchObject({ sessionKey, hasMore: true, messages: [{ role: "assistant" }] });
    expect((await http(server, "/api/sessions?limit=many")).status).toBe(400);
    expect((await http(server, "/api/status")).body).toMatchObject({
      version: expect.any(String),
      hub: { connections: 1 },
      gateways: { defaultId: "embedded" },
      status: { runs: { limit: 4 } },
    });
    await wire.close();
  });

  test("HTTP-6: a call by HTTP answers like the socket, and says that it is deprecated", async () => {
    const wire = await openWire(server);
    const answer = await http(server, "/api/rpc", { body: { method: "agents.list", params: {}, gateway: "embedded" } });
    expect(answer.body).toEqual({ ok: true, payload: await ask(wire, "agents.list", {}) });
    expect(answer.headers.get("deprecation")).toMatch(/^@\d+$/);
    expect(answer.headers.get("link")).toBe('</ws>; rel="successor-version"');
    await wire.close();
  });

  test("HTTP-7: a file that was sent ahead is part of the message that names it", async () => {
    const wire = await openWire(server);
    const uploaded = await http(server, "/api/uploads", {
      body: "a line that only the file holds",
      headers: { "content-type": "text/plain", "x-file-name": "notes%20of%20today.txt" },
    });
    const runId = randomUUID();
    const sessionKey = "agent:main:http-7";
    const attachments = [{ uploadId: String(uploaded.body.uploadId) }];
    await ask(wire, "chat.send", { sessionKey, message: "thanks", idempotencyKey: runId, attachments });
    await endOf(wire, runId);
    const { text } = await http(server, `/api/sessions/${sessionKey}/history`);
    expect(text).toContain("notes of today.txt");
    expect(text).toContain("a line that only the file holds");
    await wire.close();
  });
});

describe("webhooks", () => {
  const signed = (body: string, { id = randomUUID(), at = new Date(), secret = SECRET } = {}) => ({
    authorization: "",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  });

  test("HTTP-12: a token wakes the agent, once for each key; the answer stands in the webhook's session", async () => {
    const wire = await openWire(server);
    // Events come to connections that have asked something.
    await ask(wire, "hub.status", {});
    const headers = { authorization: `Bearer ${HOOK_TOKEN}`, "idempotency-key": "ring-1" };
    const woken = await http(server, "/hooks/doorbell", { body: { message: "thanks" }, headers });
    expect(woken).toMatchObject({ status: 202, body: { ok: true, status: "started" } });
    await endOf(wire, String(woken.body.runId));
    const again = await http(server, "/hooks/doorbell", { body: { message: "thanks" }, headers });
    expect(again).toMatchObject({ status: 202, body: { runId: woken.body.runId, status: "ok" } });
    const { messages } = await ask(wire, "chat.history", { sessionKey: "hook:doorbell" });
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
    await wire.close();
  });

  test.each([
    ["/hooks/doorbell", { authorization: "Bearer wrong" }, 401],
    ["/hooks/signed", { authorization: `Bearer ${HOOK_TOKEN}` }, 401],
    ["/hooks/nobody", { authorization: `Bearer ${HOOK_TOKEN}` }, 404],
  ])("HTTP-12: %s refuses what proves nothing (%#)", async (path, headers, status) => {
    expect((await http(server, path, { body: "ring", headers })).status).toBe(status);
  });

  test("HTTP-13: a signature by Standard Webhooks wakes, and is refused when it is replayed", async () => {
    const body = JSON.stringify({ build: 7, state: "broken" });
    const headers = signed(body);
    const wire = await openWire(server);
    const woken = await http(server, "/hooks/signed", { body, headers });
    expect(woken.status).toBe(202);
    expect(await http(server, "/hooks/signed", { body, headers })).toMatchObject({
      status: 409,
      body: { error: { code: "CONFLICT" } },
    });
    const later = new Date(Date.now() + 1_000);
    const retried = await http(server, "/hooks/signed", {
      body,
      headers: signed(body, { id: headers["webhook-id"], at: later }),
    });
    expect(retried).toMatchObject({ status: 202, body: { runId: woken.body.runId } });
    const { messages } = await ask(wire, "chat.history", { sessionKey: "agent:main:builds" });
    expect(messages.filter(({ role }) => role === "user")).toHaveLength(1);
    expect(JSON.stringify(messages[0]?.content)).toContain("broken");
    await wire.close();
  });

  test("HTTP-13: another body, another secret, an old or missing signature are refused", async () => {
    const body = "the build is green";
    const old = new Date(Date.now() - 6 * 60_000);
    const tries = [
      http(server, "/hooks/signed", { body: "the build is red", headers: signed(body) }),
      http(server, "/hooks/signed", {
        body,
        headers: signed(body, { secret: `whsec_${btoa("another secret of ours")}` }),
      }),
      http(server, "/hooks/signed", { body, headers: signed(body, { at: old }) }),
      http(server, "/hooks/signed", { body, headers: { ...signed(body), "webhook-signature": "" } }),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  test("HTTP-13: a body over 256 KiB is not read", async () => {
    const body = "x".repeat(257 * 1024);
    expect((await http(server, "/hooks/signed", { body, headers: signed(body) })).status).toBe(413);
  });
});
