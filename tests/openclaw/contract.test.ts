import { afterAll, beforeAll } from "vitest";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { openChatPage } from "../support/chat-page.ts";
import { MissionControl } from "../support/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { ask, defaultGatewayReady, openWire } from "../support/wire.ts";
import { gatewayContract } from "./gateway-contract.ts";
import { pageContract } from "./page-contract.ts";

let models: OpenAiServer;
let openclaw: OpenClaw;
let embedded: MissionControl;
let remote: MissionControl;

beforeAll(async () => {
  models = await startOpenAiServer();
  openclaw = await OpenClaw.start();
  embedded = await MissionControl.start({
    env: { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" },
  });
  remote = await MissionControl.start({
    env: { OPENCLAW_GATEWAY_URL: openclaw.url, OPENCLAW_GATEWAY_TOKEN: openclaw.token },
  });
  await defaultGatewayReady(remote);
  await allowEverything(embedded);
}, 180_000);

afterAll(async () => {
  await embedded?.[Symbol.asyncDispose]();
  await remote?.[Symbol.asyncDispose]();
  await openclaw?.[Symbol.asyncDispose]();
  await models?.close();
});

gatewayContract("embedded", {
  wire: () => openWire(embedded),
  toolLine: "call gateway_status {}",
  toolWord: "version",
});
gatewayContract("OpenClaw", {
  wire: () => openWire(remote),
  toolLine: 'call exec {"command":"echo contract-word"}',
  toolWord: "contract-word",
});

pageContract("embedded", {
  open: (sessionKey) => openChatPage(embedded, sessionKey),
  async transcript(sessionKey) {
    const wire = await openWire(embedded);
    const { messages } = await ask(wire, "chat.history", { sessionKey });
    await wire.close();
    return messages;
  },
});
pageContract("OpenClaw", {
  open: (sessionKey) => openChatPage(remote, sessionKey),
  transcript: (sessionKey) => openclaw.history(sessionKey),
});

/** Nobody is asked before a command runs, as OpenClaw has it by default. */
async function allowEverything(server: MissionControl): Promise<void> {
  const wire = await openWire(server);
  const { hash } = await ask(wire, "exec.approvals.get", {});
  const defaults = { security: "full" as const, ask: "off" as const };
  await ask(wire, "exec.approvals.set", { file: { version: 1, defaults }, baseHash: hash });
  await wire.close();
}
