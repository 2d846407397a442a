import { afterAll, beforeAll } from "vitest";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { MissionControl } from "../support/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { defaultGatewayReady, openWire } from "../support/wire.ts";
import { gatewayContract } from "./gateway-contract.ts";

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
