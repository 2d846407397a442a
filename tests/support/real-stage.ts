import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { MissionControl } from "./mission-control.ts";
import { OpenClaw, type OpenClawSettings } from "./openclaw.ts";
import { defaultGatewayReady } from "./wire.ts";

/** A real OpenClaw gateway, and Mission Control before it, whose default gateway it is. */
export interface RealStage extends AsyncDisposable {
  openclaw: OpenClaw;
  /** Connected to the gateway. */
  server: MissionControl;
}

/** Both kinds of gateway, each behind a Mission Control of its own, with models that do what is typed. */
export interface BothStages extends RealStage {
  /** On the embedded gateway. */
  embedded: MissionControl;
  /** The embedded gateway's. */
  models: OpenAiServer;
}

/** How long both may take to start on a slow machine, in milliseconds. */
export const STAGE_MS = 180_000;

/** Resolves once the gateway answers through Mission Control; leaves nothing behind when it does not. */
export async function startRealStage(settings: OpenClawSettings = {}): Promise<RealStage> {
  await using stack = new AsyncDisposableStack();
  const openclaw = stack.use(await OpenClaw.start(settings));
  const server = stack.use(await startBefore(openclaw));
  return withEnd({ openclaw, server }, stack.move());
}

export async function startBothStages(): Promise<BothStages> {
  await using stack = new AsyncDisposableStack();
  const models = stack.adopt(await startOpenAiServer(), (server) => server.close());
  const env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
  const embedded = stack.use(await MissionControl.start({ env }));
  const stage = stack.use(await startRealStage());
  return withEnd({ openclaw: stage.openclaw, server: stage.server, embedded, models }, stack.move());
}

/** @param url where the gateway is reached; its own address unless something stands between. */
export async function startBefore(openclaw: OpenClaw, url: string = openclaw.url): Promise<MissionControl> {
  await using stack = new AsyncDisposableStack();
  const env = { OPENCLAW_GATEWAY_URL: url, OPENCLAW_GATEWAY_TOKEN: openclaw.token };
  const server = stack.use(await MissionControl.start({ env }));
  await defaultGatewayReady(server);
  stack.move();
  return server;
}

function withEnd<Parts extends object>(parts: Parts, stack: AsyncDisposableStack): Parts & AsyncDisposable {
  return { ...parts, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
