import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChatPage } from "../support/chat-page.ts";
import type { MissionControl } from "../support/mission-control.ts";
import { type BothStages, STAGE_MS, startBothStages } from "../support/real-stage.ts";
import { ask, endOf, openWire } from "../support/wire.ts";
import { gatewayContract } from "./gateway-contract.ts";
import { pageContract } from "./page-contract.ts";

let stage: BothStages;

beforeAll(async () => {
  stage = await startBothStages();
  await allowEverything(stage.embedded);
}, STAGE_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

gatewayContract("embedded", {
  wire: () => openWire(stage.embedded),
  toolLine: "call gateway_status {}",
  toolWord: "version",
  askLine: (args) => `call ask_user ${JSON.stringify(args)}`,
});
gatewayContract("OpenClaw", {
  wire: () => openWire(stage.server),
  toolLine: 'call exec {"command":"echo contract-word"}',
  toolWord: "contract-word",
  askLine: (args) => `call tool_call ${JSON.stringify({ id: "ask_user", args })}`,
});

pageContract("embedded", {
  open: (sessionKey) => openChatPage(stage.embedded, sessionKey),
  async transcript(sessionKey) {
    const wire = await openWire(stage.embedded);
    const { messages } = await ask(wire, "chat.history", { sessionKey });
    await wire.close();
    return messages;
  },
});
pageContract("OpenClaw", {
  open: (sessionKey) => openChatPage(stage.server, sessionKey),
  transcript: (sessionKey) => stage.openclaw.history(sessionKey),
});

test("OpenClaw: an agent that was changed is so for the next question; one that is deleted takes its sessions along in sight", async () => {
  const wire = await openWire(stage.server);
  const { agentId } = await ask(wire, "agents.create", { name: "Pilot" });
  await ask(wire, "agents.update", { agentId, name: "Navigator", emoji: "🧭" });
  const { agents } = await ask(wire, "agents.list", {});
  expect(agents.find(({ id }) => id === agentId)).toMatchObject({ name: "Navigator", identity: { emoji: "🧭" } });
  const sessionKey = `agent:${agentId}:${randomUUID()}`;
  const runId = randomUUID();
  await ask(wire, "chat.send", { sessionKey, message: "stream 3", idempotencyKey: runId });
  await endOf(wire, runId);
  await ask(wire, "agents.delete", { agentId });
  await wire.frame(({ event, payload }) => {
    const told = payload as { sessionKey?: string; reason?: string } | undefined;
    return event === "sessions.changed" && told?.sessionKey === sessionKey && told.reason === "delete";
  });
  await wire.close();
});

/** Nobody is asked before a command runs, as OpenClaw has it by default. */
async function allowEverything(server: MissionControl): Promise<void> {
  const wire = await openWire(server);
  const { hash } = await ask(wire, "exec.approvals.get", {});
  const defaults = { security: "full" as const, ask: "off" as const };
  await ask(wire, "exec.approvals.set", { file: { version: 1, defaults }, baseHash: hash });
  await wire.close();
}
