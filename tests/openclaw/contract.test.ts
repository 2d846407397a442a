import { afterAll, beforeAll } from "vitest";
import { openChatPage } from "../support/chat-page.ts";
import type { MissionControl } from "../support/mission-control.ts";
import { type BothStages, STAGE_MS, startBothStages } from "../support/real-stage.ts";
import { ask, openWire } from "../support/wire.ts";
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
});
gatewayContract("OpenClaw", {
  wire: () => openWire(stage.server),
  toolLine: 'call exec {"command":"echo contract-word"}',
  toolWord: "contract-word",
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

/** Nobody is asked before a command runs, as OpenClaw has it by default. */
async function allowEverything(server: MissionControl): Promise<void> {
  const wire = await openWire(server);
  const { hash } = await ask(wire, "exec.approvals.get", {});
  const defaults = { security: "full" as const, ask: "off" as const };
  await ask(wire, "exec.approvals.set", { file: { version: 1, defaults }, baseHash: hash });
  await wire.close();
}
