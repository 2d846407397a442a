import { expect, test } from "vitest";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { deedOf } from "./audited-calls.ts";

const principal: PrincipalInfo = { id: "anna", name: "Anna", scopes: [] };
const called = (method: string, params?: unknown, more: { gateway?: string; address?: string } = {}) =>
  deedOf({ principal, method, params, ...more }, "OK");

test("who, from where, what and to what", () => {
  const params = { sessionKey: "agent:main:main", message: "my secret words", idempotencyKey: "k", attachments: [{}] };
  expect(called("chat.send", params, { gateway: "home", address: "10.0.0.1" })).toEqual({
    who: { id: "anna", name: "Anna" },
    address: "10.0.0.1",
    action: "chat.send",
    targets: { sessionKey: "agent:main:main", gateway: "home" },
    outcome: "OK",
    isCall: true,
  });
});

test("nothing that was said, and no secret, whatever it is called", () => {
  const secret = "hush-hush";
  for (const [method, params] of [
    ["models.authSetApiKey", { provider: "x", key: secret, apiKey: secret }],
    ["gateways.add", { name: "Attic", url: `ws://x?token=${secret}`, token: secret }],
    ["skills.update", { skillKey: "s", apiKey: secret, env: { A: secret } }],
    ["config.apply", { raw: secret, hash: secret }],
    ["agents.files.set", { agentId: "main", name: "SOUL.md", content: secret }],
    ["exec.approval.request", { id: "1", command: secret }],
    ["circles.send", { name: "all", content: secret }],
  ] as const) {
    expect(JSON.stringify(called(method, params)), method).not.toContain(secret);
  }
});

test("a key that is given or removed is named by its provider, a task by its id", () => {
  const given = called("models.authSetApiKey", { provider: "anthropic", apiKey: "hush-hush" });
  expect(given?.targets).toEqual({ provider: "anthropic" });
  expect(called("tasks.cancel", { taskId: "t-1", reason: "enough" })?.targets).toEqual({ taskId: "t-1" });
});

test("sessions are named by their keys, of many the first ones", () => {
  expect(called("sessions.delete", { key: "agent:main:x" })?.targets).toEqual({ key: "agent:main:x" });
  const keys = ["a", "b", "c", "d", "e", "f", "g"];
  expect(called("sessions.delete", { keys })?.targets).toEqual({ keys: "a, b, c, d, e and 2 more" });
});

test("what only reads, and what does not exist, is no deed; what was refused is", () => {
  for (const method of ["sessions.list", "access.audit", "tokens.list", "events.scope", "agent.wait"]) {
    expect([method, called(method)]).toEqual([method, undefined]);
  }
  expect(deedOf({ principal, method: "nonsense", params: {} }, "UNKNOWN_METHOD")).toBeUndefined();
  expect(deedOf({ principal, method: "agents.create", params: null }, "FORBIDDEN")).toMatchObject({
    outcome: "FORBIDDEN",
  });
});

test("it is bounded whatever is sent", () => {
  const long = "x".repeat(10_000);
  const deed = called(long, { id: long, name: [long, long] }, { gateway: long });
  expect(JSON.stringify(deed).length).toBeLessThan(1_000);
});
