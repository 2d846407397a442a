import * as Shapes from "@openclaw/gateway-protocol/schema";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { openTestGateway } from "../testing/gateway.ts";
import { MOST_KEPT, MOST_PENDING } from "./approvals.ts";

const ask = { command: "ls -la", agentId: "main", twoPhase: true } as const;

test("a command waits, is told of, and runs once it is allowed", async () => {
  const { call, heard } = await openTestGateway();
  await call("exec.approval.request", { ...ask, id: "a1", runId: "r1" });
  expect(await call("exec.approval.list", {})).toMatchObject([{ id: "a1", request: { command: "ls -la" } }]);
  expect(heard("exec.approval.requested")).toMatchObject([{ id: "a1", request: { runId: "r1" } }]);
  const waiting = call("exec.approval.waitDecision", { id: "a1" });
  expect(await call("exec.approval.resolve", { id: "a1", decision: "allow-once" })).toEqual({ ok: true });
  expect(await waiting).toMatchObject({ id: "a1", decision: "allow-once" });
  expect(heard("exec.approval.resolved")).toMatchObject([{ id: "a1", decision: "allow-once", resolvedBy: "t" }]);
  expect(await call("exec.approval.list", {})).toEqual([]);
});

test("the same decision again changes nothing; another one is too late", async () => {
  const { call, heard } = await openTestGateway();
  await call("exec.approval.request", { ...ask, id: "a1" });
  await call("exec.approval.resolve", { id: "a1", decision: "deny" });
  expect(await call("approval.resolve", { id: "a1", kind: "exec", decision: "deny" })).toMatchObject({
    applied: false,
  });
  await expect(call("exec.approval.resolve", { id: "a1", decision: "allow-once" })).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("denied"),
  });
  expect(heard("exec.approval.resolved")).toHaveLength(1);
});

test("what expires does not run, and deciding it then says so", async () => {
  const timers: (() => void)[] = [];
  const { call, heard } = await openTestGateway({
    timer: (_ms, act) => {
      timers.push(act);
      return () => {};
    },
  });
  await call("exec.approval.request", { ...ask, id: "a1", timeoutMs: 1_000 });
  const waiting = call("exec.approval.waitDecision", { id: "a1" });
  timers.at(-1)?.();
  expect(await waiting).toMatchObject({ decision: null });
  expect(heard("exec.approval.resolved")).toMatchObject([{ id: "a1", decision: null }]);
  await expect(call("exec.approval.resolve", { id: "a1", decision: "allow-once" })).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("expired"),
  });
});

test("always adds that very command to the agent's list", async () => {
  const { call } = await openTestGateway();
  await call("exec.approval.request", { ...ask, id: "a1" });
  await call("exec.approval.resolve", { id: "a1", decision: "allow-always" });
  const { file } = await call("exec.approvals.get", {});
  expect(file.agents?.main?.allowlist).toMatchObject([{ commandText: "ls -la", source: "allow-always" }]);
});

test("what is asked for each time cannot be allowed for always", async () => {
  const { call } = await openTestGateway();
  await call("exec.approval.request", { ...ask, id: "a1", ask: "always" });
  await expect(call("exec.approval.resolve", { id: "a1", decision: "allow-always" })).rejects.toMatchObject({
    code: "INVALID_REQUEST",
  });
});

test("rules are changed only by who has read them as they are, and everybody hears of it", async () => {
  const { call, heard } = await openTestGateway();
  const before = await call("exec.approvals.get", {});
  const file = { version: 1 as const, agents: { main: { security: "full" as const } } };
  const after = await call("exec.approvals.set", { file, baseHash: before.hash });
  expect(after).toMatchObject({ exists: true, file });
  await expect(call("exec.approvals.set", { file, baseHash: before.hash })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(call("exec.approvals.set", { file })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(heard("exec.approvals.changed")).toHaveLength(1);
});

test("a restart ends what waited, and keeps who decided what", async () => {
  const first = await openTestGateway();
  await first.call("exec.approval.request", { ...ask, id: "decided" });
  await first.call("exec.approval.resolve", { id: "decided", decision: "deny" });
  await first.call("exec.approval.request", { ...ask, id: "open" });
  const waiting = first.call("exec.approval.waitDecision", { id: "open" });
  await first.close();
  expect(await waiting).toMatchObject({ decision: null });
  const { call } = await openTestGateway({ store: first.store, home: first.home });
  expect(await call("exec.approval.list", {})).toEqual([]);
  const { items } = await call("approval.history", {});
  expect(items.map(({ id, status, reason }) => [id, status, reason])).toEqual([
    ["open", "cancelled", "gateway-restart"],
    ["decided", "denied", "user"],
  ]);
});

test("as many wait as may, and as many decisions are kept", async () => {
  const { call } = await openTestGateway();
  for (let index = 0; index < MOST_PENDING; index++) await call("exec.approval.request", { ...ask, id: `p${index}` });
  await expect(call("exec.approval.request", ask)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  for (let index = 0; index < MOST_KEPT + 5; index++) {
    await call("exec.approval.resolve", { id: index < MOST_PENDING ? `p${index}` : `q${index}`, decision: "deny" });
    await call("exec.approval.request", { ...ask, id: `q${index + MOST_PENDING}` });
  }
  let found = 0;
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await call("approval.history", { limit: 200, ...(cursor && { cursor }) });
    found += page.items.length;
    cursor = page.nextCursor;
    more = cursor !== undefined;
  }
  expect(found).toBe(MOST_KEPT);
});

test("answers have the shapes that OpenClaw has published", async () => {
  const { call } = await openTestGateway();
  await call("exec.approval.request", { ...ask, id: "a1", sessionKey: "agent:main:main" });
  const faults = (schema: TSchema, value: unknown) => Compile(schema).Errors(value);
  expect(faults(Shapes.ApprovalGetResultSchema, await call("approval.get", { id: "a1" }))).toEqual([]);
  const resolved = await call("approval.resolve", { id: "a1", kind: "exec", decision: "allow-once" });
  expect(faults(Shapes.ApprovalResolveResultSchema, resolved)).toEqual([]);
  expect(faults(Shapes.ApprovalHistoryResultSchema, await call("approval.history", {}))).toEqual([]);
  expect(faults(Shapes.ExecApprovalsSnapshotSchema, await call("exec.approvals.get", {}))).toEqual([]);
});
