import { expect, test } from "vitest";
import { answerOf, runsOf, statusOf } from "./answers.ts";

/** As OpenClaw 2026.9.6 answers, shortened. */
const STATUS = {
  runtimeVersion: "2026.9.6",
  sessions: { count: 3, defaults: { model: "test-model", contextTokens: 128_000 }, recent: [] },
  processMemory: { rssBytes: 700, heapUsedBytes: 200, heapTotalBytes: 300 },
};
const ROW = {
  key: "agent:main:main",
  sessionId: "s",
  agentId: "main",
  kind: "direct" as const,
  createdAt: 1,
  updatedAt: 5,
};

test("a status has the runs that go on, from the list of sessions", () => {
  const busy = { ...ROW, hasActiveRun: true, activeRunIds: ["r1", "r2"], startedAt: 4, model: "test-model" };
  const idle = { ...ROW, key: "agent:main:idle", hasActiveRun: false, activeRunIds: ["r0"] };
  const active = [busy, idle].flatMap((row) => runsOf(row, row));
  const status = statusOf({ hello: undefined, startedAt: 1_000, now: 4_000, status: STATUS, active });
  expect(status).toEqual({
    version: "2026.9.6",
    startedAt: 1_000,
    uptimeMs: 3_000,
    model: { primary: "test-model", configured: true },
    runs: {
      active: ["r1", "r2"].map((runId) => ({
        runId,
        sessionKey: "agent:main:main",
        agentId: "main",
        state: "running",
        startedAt: 4,
        model: "test-model",
      })),
      queued: 0,
    },
    sessions: { count: 3 },
    memory: { rssBytes: 700, heapUsedBytes: 200 },
    stateDir: "",
  });
});

test.each([null, "text", {}, { sessions: 7 }])("a status that says nothing (%j) has every field still", (odd) => {
  const status = statusOf({ hello: undefined, startedAt: 9, now: 4, status: odd, active: [] });
  expect(status).toMatchObject({ uptimeMs: 0, runs: { active: [], queued: 0 }, memory: { rssBytes: 0 } });
});

test("an agent without a name is called by its id", () => {
  const agents = [
    { id: "main", model: { primary: "tests/test-model" } },
    { id: "ops", identity: { name: "Olga" } },
    { id: "b", name: "Bea" },
  ];
  expect(answerOf("agents.list", { defaultId: "main", agents })).toEqual({
    defaultId: "main",
    agents: [
      { id: "main", name: "main", model: { primary: "tests/test-model" } },
      { id: "ops", name: "Olga", identity: { name: "Olga" }, model: { primary: "" } },
      { id: "b", name: "Bea", model: { primary: "" } },
    ],
  });
});

test("a model is named with its provider, once", () => {
  const models = [
    { id: "test-model", provider: "tests" },
    { id: "tests/other", provider: "tests" },
  ];
  expect(answerOf("models.list", { models })).toMatchObject({
    models: [{ id: "tests/test-model" }, { id: "tests/other" }],
  });
});

test("any other answer is passed on as it is", () => {
  const answer = { jobs: [] };
  expect(answerOf("cron.list", answer)).toBe(answer);
  expect(answerOf("agents.list", "odd")).toBe("odd");
});

test("a device goes by the name that a person gave it, else by its own", () => {
  const paired = [
    { deviceId: "a", displayName: "own", operatorLabel: "Kitchen" },
    { deviceId: "b", displayName: "own" },
  ];
  expect(answerOf("device.pair.list", { pending: [], paired })).toMatchObject({
    pending: [],
    paired: [{ displayName: "Kitchen" }, { displayName: "own" }],
  });
});
