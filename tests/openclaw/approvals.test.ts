import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import type {
  ApprovalDecision,
  ExecApproval,
  ExecApprovalResolved,
  SystemAgentApproval,
} from "../../server/protocol/approvals.ts";
import { type Message, textOf } from "../../server/protocol/messages.ts";
import type { QuestionRecord } from "../../server/protocol/questions.ts";
import type { MissionControl } from "../support/mission-control.ts";
import { type BothStages, STAGE_MS, startBothStages } from "../support/real-stage.ts";
import { ask, openWire } from "../support/wire.ts";

let stage: BothStages;

beforeAll(async () => {
  stage = await startBothStages();
}, STAGE_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

approvalsContract("embedded", () => stage.embedded);
approvalsContract("OpenClaw", () => stage.server);

/** What the panel of approvals reads and does, on either kind of gateway. */
function approvalsContract(name: string, server: () => MissionControl): void {
  describe(`approvals: ${name}`, () => {
    test("the rules are changed only by who has read them as they are", async () => {
      const wire = await openWire(server());
      const { hash, file } = await ask(wire, "exec.approvals.get", {});
      const agents = {
        ...file.agents,
        main: { security: "allowlist", ask: "on-miss", allowlist: [{ pattern: "git" }] },
      };
      const set = { file: { version: 1, agents }, baseHash: hash };
      expect(await wire.req("exec.approvals.set", set)).toMatchObject({ ok: true });
      const after = await ask(wire, "exec.approvals.get", {});
      expect(after.hash).not.toBe(hash);
      expect(after.file.agents?.main).toMatchObject({ security: "allowlist", allowlist: [{ pattern: "git" }] });
      expect((await wire.req("exec.approvals.set", set)).ok).toBe(false);
    });

    test("a command that was allowed once runs, one that was denied does not, and the agent hears of both", async () => {
      const folder = await mkdtemp(join(tmpdir(), "approvals-"));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const wire = await openWire(server());
      await askAlways(wire);
      const allowed = `agent:main:approval-${randomUUID()}`;
      const first = await waiting(wire, allowed, `touch ${join(folder, "allowed")}`);
      expect(await readdir(folder)).toEqual([]);
      await decide(wire, first, "allow-once");
      await wire.frame((frame) => isAnswer(frame, allowed));
      expect(await readdir(folder)).toEqual(["allowed"]);

      const denied = `agent:main:approval-${randomUUID()}`;
      await decide(wire, await waiting(wire, denied, `touch ${join(folder, "denied")}`), "deny");
      await wire.frame((frame) => isAnswer(frame, denied));
      expect(await readdir(folder)).toEqual(["allowed"]);
      const { messages } = await ask(wire, "chat.history", { sessionKey: denied });
      expect(messages.find(({ role }) => role === "toolResult")).toMatchObject({ isError: true });

      const again = `agent:main:approval-${randomUUID()}`;
      await decide(wire, await waiting(wire, again, `touch ${join(folder, "allowed")}`), "deny");
    });
  });
}

test("a question of an agent is told to those who may decide alone, and its answer goes on to the agent", async () => {
  const wire = await openWire(stage.server);
  const { secret } = await ask(wire, "tokens.create", { name: "Looks on", role: "viewer" });
  const viewer = new WireClient(stage.server.wsUrl, { headers: { authorization: `Bearer ${secret}` } });
  await viewer.frame({ type: "connected" });
  const sessionKey = `agent:main:question-${randomUUID()}`;
  const options = [{ label: "Staging" }, { label: "Production" }];
  const args = { questions: [{ id: "target", header: "Target", question: "Where to?", options }] };
  const message = `call tool_call ${JSON.stringify({ id: "ask_user", args })}`;
  await ask(wire, "chat.send", { sessionKey, message, idempotencyKey: randomUUID() });
  const isAsked = ({ event, payload }: WireClient["frames"][number]) =>
    event === "question.requested" && (payload as QuestionRecord).sessionKey === sessionKey;
  const { id } = (await wire.frame(isAsked)).payload as QuestionRecord;
  const { questions } = await ask(wire, "question.list", {});
  expect(questions.find((each) => each.id === id)).toMatchObject({ sessionKey, status: "pending" });
  expect((await viewer.req("question.list", {})).ok).toBe(false);
  await ask(wire, "question.resolve", { id, answers: { answers: { target: ["Staging"] } } });
  const answered = await viewer.frame((frame) => isAnswer(frame, sessionKey));
  expect(textOf((answered.payload as { message: Message }).message)).toContain("Staging");
  expect(wire.frames.some(({ event }) => event === "question.resolved")).toBe(true);
  expect(viewer.frames.filter(({ event }) => String(event).startsWith("question."))).toEqual([]);
  expect((await ask(wire, "question.list", {})).questions.map((each) => each.id)).not.toContain(id);
  await viewer.close();
});

test("what a plugin asks for is told, listed and decided like a command, and only those who may decide hear of it", async () => {
  const wire = await openWire(stage.server);
  const { secret } = await ask(wire, "tokens.create", { name: "Looks on at plugins", role: "viewer" });
  const viewer = new WireClient(stage.server.wsUrl, { headers: { authorization: `Bearer ${secret}` } });
  await viewer.frame({ type: "connected" });
  const scope = { kind: "message-send", target: "smtp", recipientCount: 2, audience: "external" };
  const request = {
    pluginId: "mailer",
    title: "Send a mail",
    description: "To two people",
    severity: "critical",
    scope,
  };
  const { id } = await stage.openclaw.ask<{ id: string }>("plugin.approval.request", { ...request, twoPhase: true });
  const told = await wire.frame(({ event, payload }) => event === "plugin.approval.requested" && idIn(payload) === id);
  expect(told.payload).toMatchObject({ id, request });
  expect(await ask(wire, "plugin.approval.list", {})).toContainEqual(expect.objectContaining({ id }));
  expect((await viewer.req("plugin.approval.list", {})).ok).toBe(false);
  await ask(wire, "plugin.approval.resolve", { id, decision: "deny" });
  const ended = await wire.frame(({ event, payload }) => event === "plugin.approval.resolved" && idIn(payload) === id);
  expect(ended.payload).toMatchObject({ decision: "deny" });
  expect(await ask(wire, "plugin.approval.list", {})).toEqual([]);
  const { items } = await ask(wire, "approval.history", {});
  expect(items[0]).toMatchObject({ id, status: "denied", presentation: { kind: "plugin", title: "Send a mail" } });
  // What it hears after the approval's end, it has heard all before.
  const key = `agent:main:after-${randomUUID()}`;
  await ask(wire, "sessions.create", { key });
  await viewer.frame(({ event, payload }) => event === "sessions.changed" && JSON.stringify(payload).includes(key));
  expect(viewer.frames.filter(({ event }) => String(event).includes("approval"))).toEqual([]);
  await viewer.close();
});

test("a change that the gateway's own agent proposes waits for a decision, and the agent who wanted it hears of it", async () => {
  const wire = await openWire(stage.server);
  await askAlways(wire);
  const sessionKey = `agent:main:change-${randomUUID()}`;
  const change = { action: "config_set", path: "gateway.nodes.browser.mode", value: "off" };
  const order = { message: `call openclaw ${JSON.stringify(change)}` };
  const message = `call openclaw ${JSON.stringify(order)}`;
  await ask(wire, "chat.send", { sessionKey, message, idempotencyKey: randomUUID() });
  const told = await wire.frame(({ event }) => event === "openclaw.approval.requested");
  const approval = told.payload as SystemAgentApproval;
  expect(approval).toMatchObject({ request: { sessionKey, description: expect.stringContaining(change.path) } });
  const { id } = approval;
  expect((await ask(wire, "openclaw.approval.list", {})).map((each) => each.id)).toEqual([id]);
  const verdict = { id, kind: "system-agent", decision: "deny" } as const;
  expect(await ask(wire, "approval.resolve", verdict)).toMatchObject({ applied: true, approval: { status: "denied" } });
  await wire.frame(({ event, payload }) => event === "openclaw.approval.resolved" && idIn(payload) === id);
  expect(await ask(wire, "openclaw.approval.list", {})).toEqual([]);
  expect(await ask(wire, "approval.resolve", { ...verdict, decision: "allow-once" })).toMatchObject({ applied: false });
  await wire.frame((frame) => isAnswer(frame, sessionKey));
});

test("what was always allowed for a scheduled job is listed, and taken back for every page", async () => {
  const wire = await openWire(stage.server);
  await askAlways(wire);
  const command = "uname -a";
  const { id: jobId } = await ask(wire, "cron.add", {
    name: "Names the machine",
    schedule: { kind: "every", everyMs: 86_400_000 },
    sessionTarget: "isolated",
    wakeMode: "now",
    payload: { kind: "agentTurn", message: `call exec ${JSON.stringify({ command })}` },
  });
  await ask(wire, "cron.run", { id: jobId, mode: "force" });
  const isOfJob = ({ event, payload }: WireClient["frames"][number]) =>
    event === "exec.approval.requested" && JSON.stringify(payload).includes(jobId);
  const { request, id: once } = (await wire.frame(isOfJob)).payload as ExecApproval;
  // The gateway offers "always" to those of its own tools alone whose command it can pin: the same run asks once more.
  const again = { command, host: "gateway", agentId: "main", runId: request.runId, twoPhase: true };
  const { id } = await stage.openclaw.ask<{ id: string }>("exec.approval.request", again);
  await ask(wire, "exec.approval.resolve", { id, decision: "allow-always" });
  await ask(wire, "exec.approval.resolve", { id: once, decision: "deny" });
  const { grants } = await ask(wire, "exec.approval.grants.list", {});
  expect(grants).toMatchObject([{ cronJobId: jobId, cronJobName: "Names the machine", command, revokedAtMs: null }]);
  const { grantId = "" } = grants[0] ?? {};
  expect(await ask(wire, "exec.approval.grants.revoke", { grantId })).toEqual({ outcome: "revoked" });
  await wire.frame(({ event }) => event === "exec.approvals.changed");
  expect((await ask(wire, "exec.approval.grants.list", {})).grants).toMatchObject([
    { grantId, revokedAtMs: expect.any(Number) },
  ]);
  await ask(wire, "cron.remove", { id: jobId });
});

test("each model tells how it can think, and a session takes one of those levels alone", async () => {
  for (const server of [stage.server, stage.embedded]) {
    const wire = await openWire(server);
    const { models } = await ask(wire, "models.list", { agentId: "main" });
    const told = models.find(({ thinkingLevels }) => thinkingLevels !== undefined);
    expect(told?.thinkingLevels).toEqual(expect.any(Array));
    const key = `agent:main:thinks-${randomUUID()}`;
    await ask(wire, "sessions.create", { key, thinkingLevel: "low" });
    expect((await wire.req("sessions.patch", { key, thinkingLevel: "deeper" })).ok).toBe(false);
    await ask(wire, "sessions.patch", { key, thinkingLevel: "high" });
    expect(await ask(wire, "chat.history", { sessionKey: key })).toMatchObject({ thinkingLevel: "high" });
  }
});

async function askAlways(wire: WireClient): Promise<void> {
  const { hash, file } = await ask(wire, "exec.approvals.get", {});
  const main = { security: "allowlist" as const, ask: "always" as const, allowlist: [] };
  await ask(wire, "exec.approvals.set", { file: { version: 1, agents: { ...file.agents, main } }, baseHash: hash });
}

/** Has the agent run a command, and resolves with what is told of it once it waits. */
async function waiting(wire: WireClient, sessionKey: string, command: string): Promise<ExecApproval> {
  const message = `call exec ${JSON.stringify({ command })}`;
  await ask(wire, "chat.send", { sessionKey, message, idempotencyKey: randomUUID() });
  const told = await wire.frame(
    ({ event, payload }) =>
      event === "exec.approval.requested" && (payload as ExecApproval).request.sessionKey === sessionKey,
  );
  const approval = told.payload as ExecApproval;
  expect(approval).toMatchObject({ request: { command, sessionKey, agentId: "main" } });
  expect(approval.request.allowedDecisions).toEqual(expect.arrayContaining(["allow-once", "deny"]));
  expect((await ask(wire, "exec.approval.list", {})).map(({ id }) => id)).toContain(approval.id);
  return approval;
}

/** Decides, and sees it told once and gone from the list. */
async function decide(wire: WireClient, { id }: ExecApproval, decision: ApprovalDecision): Promise<void> {
  await ask(wire, "exec.approval.resolve", { id, decision });
  const isResolved = ({ event, payload }: WireClient["frames"][number]) =>
    event === "exec.approval.resolved" && (payload as ExecApprovalResolved).id === id;
  expect((await wire.frame(isResolved)).payload).toMatchObject({ decision });
  expect((await ask(wire, "exec.approval.list", {})).map((each) => each.id)).not.toContain(id);
  expect(wire.frames.filter(isResolved)).toHaveLength(1);
}

function idIn(payload: unknown): unknown {
  return (payload as { id?: unknown }).id;
}

/** An answer in words, after the tools have answered. */
function isAnswer({ event, payload }: WireClient["frames"][number], sessionKey: string): boolean {
  if (event !== "session.message") return false;
  const { sessionKey: key, message } = payload as { sessionKey: string; message: Message };
  return key === sessionKey && message.role === "assistant" && textOf(message).includes("The tools said");
}
