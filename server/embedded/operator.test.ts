import { expect, test } from "vitest";
import { textOf } from "../protocol/messages.ts";
import { openTestGateway } from "./testing/gateway.ts";
import { testRunner } from "./testing/turns.ts";

test("with no model configured the built-in operator answers through the gateway's own methods", async () => {
  const t = await openTestGateway();
  const operator = testRunner({ host: (sessionKey) => t.gateway.toolHost(sessionKey) });
  t.runner.script = (request) => operator.run({ ...request, model: operator.defaultModel });
  await t.send("list sessions");
  const end = await t.ended("run-1");
  expect(end).toMatchObject({ state: "final", message: { role: "assistant" } });
  expect(end.state === "final" && end.message && textOf(end.message)).toContain("agent:main:main");

  const tools = t.heard("agent").flatMap((event) => (event.stream === "tool" ? [event.data] : []));
  expect(tools).toMatchObject([
    { phase: "start", name: "sessions_list" },
    { phase: "result", name: "sessions_list", isError: false },
  ]);
  const { messages } = await t.call("chat.history", { sessionKey: "main" });
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "toolResult", "assistant"]);
  const deltas = t.chat("run-1").flatMap((event) => (event.state === "delta" ? [event.deltaText] : []));
  expect(deltas.length).toBeGreaterThan(1);
});
