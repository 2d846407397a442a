import * as Shapes from "@openclaw/gateway-protocol/schema";
import { type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";
import { MissionControl } from "../support/mission-control.ts";
import { chatEvents, endOf, openWire } from "../support/wire.ts";

/** What is asked in this order, and the shape that OpenClaw has published for its answer. */
const ANSWERS: [method: string, params: JsonObject, shape: TSchema][] = [
  ["agents.list", {}, Shapes.AgentsListResultSchema],
  ["agents.create", { name: "Ada" }, Shapes.AgentsCreateResultSchema],
  ["agents.update", { agentId: "ada", name: "Ada L." }, Shapes.AgentsUpdateResultSchema],
  ["agents.files.list", { agentId: "ada" }, Shapes.AgentsFilesListResultSchema],
  ["agents.files.set", { agentId: "ada", name: "SOUL.md", content: "calm" }, Shapes.AgentsFilesSetResultSchema],
  ["agents.files.get", { agentId: "ada", name: "SOUL.md" }, Shapes.AgentsFilesGetResultSchema],
  ["agents.delete", { agentId: "ada", deleteFiles: true }, Shapes.AgentsDeleteResultSchema],
  ["tools.catalog", {}, Shapes.ToolsCatalogResultSchema],
  ["channels.status", { probe: true }, Shapes.ChannelsStatusResultSchema],
  ["models.list", {}, Shapes.ModelsListResultSchema],
  ["system-presence", {}, Type.Array(Shapes.PresenceEntrySchema)],
  ["sessions.create", { key: "agent:main:shapes-made", label: "Made" }, Shapes.SessionsCreateResultSchema],
  ["sessions.delete", { key: "agent:main:shapes-made" }, Shapes.SessionsDeleteResultSchema],
  ["sessions.search", { query: "think" }, Shapes.SessionsSearchResultSchema],
  ["logs.tail", { limit: 5 }, Shapes.LogsTailResultSchema],
];

const KEY = "agent:main:shapes";

let models: Awaited<ReturnType<typeof startOpenAiServer>>;
let server: MissionControl;
let wire: WireClient;

beforeAll(async () => {
  models = await startOpenAiServer();
  server = await MissionControl.start({
    env: { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" },
  });
  wire = await openWire(server);
}, 60_000);

afterAll(async () => {
  await wire?.close();
  await server?.[Symbol.asyncDispose]();
  await models?.close();
});

describe("OpenClaw's published shapes", () => {
  test.each([
    ["words", "think then it is four"],
    ["tools", "call gateway_status {}"],
    ["a failure", "fail 401 bad key"],
  ])("the events of a run with %s have them", async (_name, message) => {
    const runId = crypto.randomUUID();
    await wire.req("chat.send", { sessionKey: KEY, message, idempotencyKey: runId });
    await endOf(wire, runId);
    const agent = wire.frames.filter((frame) => frame.event === "agent" && isOf(frame.payload, runId));
    expect(agent.length).toBeGreaterThan(1);
    expect(
      faults(
        Type.Array(Shapes.AgentEventSchema),
        agent.map(({ payload }) => payload),
      ),
    ).toEqual([]);
    expect(faults(Type.Array(Shapes.ChatEventSchema), chatEvents(wire, runId))).toEqual([]);
  });

  test.each(ANSWERS)("%s answers in its own", async (method, params, shape) => {
    const reply = await wire.req(method, params);
    expect(reply).toMatchObject({ ok: true });
    expect(faults(shape, reply.payload)).toEqual([]);
  });

  test("chat.history with a cursor, chat.message.get and sessions.fork answer in theirs", async () => {
    const runId = crypto.randomUUID();
    await wire.req("chat.send", { sessionKey: KEY, message: "hello", idempotencyKey: runId });
    await endOf(wire, runId);
    const { payload: page } = await wire.req("chat.history", { sessionKey: KEY });
    const { deltaCursor: cursor, messages } = page as {
      deltaCursor: string;
      messages: { __openclaw: { id: string } }[];
    };
    const { payload: later } = await wire.req("chat.history", { sessionKey: KEY, cursor });
    expect(faults(Shapes.ChatHistoryCursorResultSchema, later)).toEqual([]);
    const messageId = messages[0]?.__openclaw.id;
    const { payload: one } = await wire.req("chat.message.get", { sessionKey: KEY, messageId });
    expect(faults(Shapes.ChatMessageGetResultSchema, one)).toEqual([]);
  });
});

/** What does not fit, by path. */
function faults(shape: TSchema, value: unknown): string[] {
  return Compile(opened(shape))
    .Errors(value)
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The same shape for readers that pass over what they do not know, as OpenClaw's own do: an answer may say more. */
function opened(shape: TSchema): TSchema {
  return JSON.parse(JSON.stringify(shape), (key, value) =>
    key === "additionalProperties" && value === false ? undefined : value,
  );
}

function isOf(payload: unknown, runId: string): boolean {
  return JSON.stringify(payload).includes(runId);
}
