import { expect, test } from "vitest";
import { textOf } from "../protocol/messages.ts";
import { parseCommand } from "./commands.ts";
import { MAIN_KEY, openTestGateway, type TestGateway } from "./testing/gateway.ts";
import { answerWith, stopped } from "./testing/scripted-runner.ts";

async function answerTo(t: TestGateway, words: string): Promise<string> {
  const { runId } = await t.send(words);
  const end = await t.ended(runId);
  return end.state === "final" && end.message ? textOf(end.message) : end.state;
}

test.each([
  ["/new", { name: "new", argument: "" }],
  ["  /Model  test/owl ", { name: "model", argument: "test/owl" }],
  ["/think high", { name: "think", argument: "high" }],
  ["/etc/hosts is wrong", undefined],
  ["/unknown", undefined],
  ["/constructor", undefined],
  ["say /stop", undefined],
])("%j", (words, command) => {
  expect(parseCommand(words)).toEqual(command);
});

test("a command answers by one final, is stored, and the model never sees it", async () => {
  const t = await openTestGateway();
  await expect(t.send("/help", { idempotencyKey: "h" })).resolves.toEqual({ runId: "h", status: "started" });
  await t.ended("h");
  expect(t.chat("h")).toMatchObject([{ state: "final", seq: 1, message: { role: "assistant" } }]);
  expect(t.runner.requests).toEqual([]);
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(textOf)).toEqual(["/help", expect.stringContaining("`/compact`")]);
  expect(await t.store.runs.get("h")).toMatchObject({ state: "done" });
  await expect(t.send("/help", { idempotencyKey: "h" })).resolves.toMatchObject({ status: "ok" });
  await t.send("Hi", { idempotencyKey: "hi" });
  await t.ended("hi");
  expect(t.runner.requests[0]?.history.map(textOf)).toEqual(["Hi"]);
});

test("/stop stops the run that goes on", async () => {
  const t = await openTestGateway({
    script: async function* (request) {
      yield { type: "text", delta: "Begin" };
      await stopped(request);
      yield { type: "end", stopReason: "aborted" };
    },
  });
  expect(await answerTo(t, "/stop")).toBe("Nothing is going on in this session.");
  await t.send("Hi");
  await t.until("chat", (event) => event.state === "delta");
  expect(await answerTo(t, "/stop")).toBe("Stopped.");
  expect(t.chat("run-2").at(-1)).toMatchObject({ state: "aborted" });
});

test.each(["/new", "/reset"])("%s removes the conversation and says so", async (command) => {
  const t = await openTestGateway();
  await answerTo(t, "Hi");
  expect(await answerTo(t, command)).toBe("A new conversation begins.");
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages.map(textOf)).toEqual(["A new conversation begins."]);
});

test("/model and /think change the session, and refuse what there is not", async () => {
  const t = await openTestGateway();
  expect(await answerTo(t, "/model")).toMatch(/uses `test\/parrot`.*\n- `test\/parrot`\n- `test\/owl`/);
  expect(await answerTo(t, "/model owl")).toContain("`test/owl`");
  expect(await answerTo(t, "/model nobody/knows")).toContain('There is no model "nobody/knows"');
  expect(await answerTo(t, "/think HIGH")).toBe("Thinking is set to high.");
  expect(await answerTo(t, "/think a lot")).toContain('There is no level "a lot"');
  expect(await answerTo(t, "/think")).toContain("Thinking: high");
  await answerTo(t, "Hi");
  expect(t.runner.requests[0]).toMatchObject({ model: "test/owl", thinking: "high" });
});

test("/status tells model, context and use", async () => {
  const usage = { input: 400, output: 100, totalTokens: 500, cost: { total: 0.01 } };
  const t = await openTestGateway({ script: answerWith("Yes.", usage) });
  await answerTo(t, "Hi");
  const status = await answerTo(t, "/status");
  expect(status).toContain("`test/parrot`");
  expect(status).toContain("500 tokens of 1000 (50 %)");
  expect(status).toContain("400 tokens in, 100 out, about $0.0100");
  expect(status).toContain("idle");
});

test("/compact keeps the newest twenty", async () => {
  const t = await openTestGateway();
  for (let n = 0; n < 12; n += 1) await answerTo(t, `${n}`);
  expect(await answerTo(t, "/compact")).toBe("Compacted: the newest 20 messages stay.");
  expect(await answerTo(t, "/compact")).toMatch(/Compacted|Nothing to compact/);
});

test("a command is answered while a run goes on", async () => {
  const t = await openTestGateway({
    script: async function* (request) {
      await stopped(request);
      yield { type: "end", stopReason: "aborted" };
    },
  });
  await t.send("Hi");
  expect(await answerTo(t, "/status")).toContain("1 run going on");
  expect(await answerTo(t, "/compact")).toContain("A run is going on");
});
