import { expect, onTestFinished, test } from "vitest";
import type { PrincipalInfo } from "../../protocol/frames.ts";
import { textOf } from "../../protocol/messages.ts";
import { MAIN_KEY, openTestGateway, type TestGatewayOptions } from "../testing/gateway.ts";
import { HandTimers } from "../testing/hand-timers.ts";
import { startOpenAiServer } from "../testing/openai-server.ts";
import { testRunner } from "../testing/turns.ts";

const ANN: PrincipalInfo = { id: "ann", name: "Ann", scopes: ["operator.write", "operator.approvals"] };
const BOB: PrincipalInfo = { ...ANN, id: "bob", name: "Bob" };
const question = {
  id: "target",
  header: "Where it is deployed to",
  question: "Where to?",
  options: [{ label: "Staging" }, { label: "Production" }],
};
const ASK = `call ask_user ${JSON.stringify({ questions: [question], timeoutSeconds: 1 })}`;
/** A model that asks for less is given as much as OpenClaw's is. */
const WAITS_MS = 30_000;
const STAGING = { answers: { answers: { target: ["Staging"] } } };

test("a run waits for the person, and their answer is the tool's result", async () => {
  const t = await openAsking();
  const { runId } = await t.send(ASK);
  const { id, ...asked } = await t.asked();
  expect(asked).toMatchObject({
    agentId: "main",
    sessionKey: MAIN_KEY,
    runId,
    questions: [{ questionId: "target", header: "Where it is ", isOther: true }],
  });
  await t.call("question.resolve", { id, ...STAGING });
  expect(await t.ended(runId)).toMatchObject({ state: "final" });
  const result = JSON.stringify({ status: "answered", ...STAGING });
  expect(await t.said(MAIN_KEY)).toEqual([ASK, "", result, `The tools said: ${result}`]);
});

test.each([
  ["when nobody answers in time", "Nobody answered in time"],
  ["when the person skips it", "The person skipped the question"],
])("it goes on by its own judgement %s", async (_when, words) => {
  const t = await openAsking();
  const { runId } = await t.send(ASK);
  const { id } = await t.asked();
  if (words.startsWith("Nobody")) t.timers.fire(WAITS_MS);
  else await t.call("question.resolve", { id, cancel: true });
  expect(await t.ended(runId)).toMatchObject({ state: "final" });
  const [, , result = ""] = await t.said(MAIN_KEY);
  expect(JSON.parse(result)).toEqual({ status: "no_answer", note: expect.stringContaining(words) });
});

test("Stop, and the end of its session or of its agent, end the waiting and the run", async () => {
  const t = await openAsking();
  await t.call("agents.create", { name: "Scout" });
  const ends = {
    "chat.abort": () => t.call("chat.abort", { sessionKey: MAIN_KEY }),
    "sessions.reset": () => t.call("sessions.reset", { key: MAIN_KEY }),
    "sessions.delete": () => t.call("sessions.delete", { key: "agent:main:other" }),
    "agents.delete": () => t.call("agents.delete", { agentId: "scout" }),
  };
  const keys = { "sessions.delete": "agent:main:other", "agents.delete": "agent:scout:main" };
  for (const [method, end] of Object.entries(ends)) {
    const { runId } = await t.send(ASK, { sessionKey: { ...keys }[method] ?? MAIN_KEY });
    const { id } = await t.until("question.requested", (each) => each.runId === runId);
    await end();
    expect(await t.ended(runId), method).toMatchObject({ state: "aborted" });
    expect(await t.until("question.resolved", (each) => each.id === id), method).toEqual({ id, status: "cancelled" });
  }
  expect(await t.call("question.list", {})).toEqual({ questions: [] });
});

test("a message that steers the run is heard at once, instead of an answer; one that queues waits", async () => {
  const t = await openAsking();
  const { runId } = await t.send(ASK);
  const { id } = await t.asked();
  const later = await t.send("Later", { queueMode: "followup" });
  expect(await t.call("question.list", {})).toMatchObject({ questions: [{ id }] });
  await t.send("Leave it be", { queueMode: "steer" });
  for (const run of [runId, later.runId]) expect(await t.ended(run)).toMatchObject({ state: "final" });
  expect(t.heard("question.resolved")).toEqual([{ id, status: "cancelled" }]);
  const said = await t.said(MAIN_KEY);
  expect(said).toContainEqual(expect.stringContaining("said something else instead"));
  expect(said.slice(-3)).toEqual(["You said: Leave it be", "Later", "You said: Later"]);
});

test("runs that wait for a person, for an answer or for a command, hold up no other", async () => {
  const t = await openAsking({ concurrentRuns: 1 });
  const first = await t.send(ASK);
  const { id } = await t.asked();
  const second = await t.send(`call exec ${JSON.stringify({ command: "true" })}`, { sessionKey: "agent:main:second" });
  const command = await t.until("exec.approval.requested", () => true);
  const third = await t.send("Hi", { sessionKey: "agent:main:third" });
  expect(await t.ended(third.runId)).toMatchObject({ state: "final" });
  await t.call("exec.approval.resolve", { id: command.id, decision: "deny" });
  await t.call("question.resolve", { id, ...STAGING });
  for (const { runId } of [first, second]) expect(await t.ended(runId)).toMatchObject({ state: "final" });
});

test("a job's question is answered like any other, and one that nobody answers does not hold the job for ever", async () => {
  const t = await openAsking();
  const job = await t.call("cron.add", {
    name: "Deploy",
    schedule: { kind: "every", everyMs: 3_600_000 },
    sessionTarget: "isolated",
    wakeMode: "now",
    payload: { kind: "agentTurn", message: ASK },
  });
  const finished = (amount: number) =>
    t.until("cron", () => t.heard("cron").filter(({ action }) => action === "finished").length === amount);
  await t.call("cron.run", { id: job.id });
  const { id } = await t.asked();
  await t.call("question.resolve", { id, ...STAGING });
  await finished(1);
  await t.call("cron.run", { id: job.id });
  await t.until("question.requested", (each) => each.id !== id);
  t.timers.fire(WAITS_MS);
  await finished(2);
  expect(t.heard("cron").filter(({ action }) => action === "finished")).toMatchObject([
    { status: "ok", summary: expect.stringContaining("Staging") },
    { status: "ok", summary: expect.stringContaining("no_answer") },
  ]);
});

test("in a circle with people it is theirs: others are told of nothing, and answer nothing", async () => {
  const t = await openAsking();
  await t.call("circles.create", { name: "vault", agents: ["main"], people: ["ann"] });
  const { runId } = await t.send(ASK, { sessionKey: "agent:main:circle:group:vault" });
  const { id } = await t.asked();
  const as = (principal: PrincipalInfo, method: string, params: object) =>
    t.gateway.call(method, params, { principal });
  expect(await as(BOB, "question.list", {})).toEqual({ questions: [] });
  await expect(as(BOB, "question.resolve", { id, cancel: true })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await as(ANN, "question.list", {})).toMatchObject({ questions: [{ id }] });
  await as(ANN, "question.resolve", { id, ...STAGING });
  expect(await t.ended(runId)).toMatchObject({ state: "final" });
  const about = t.events.filter(({ event }) => event.startsWith("question."));
  expect(about.map(({ audience }) => [ANN, BOB].map((who) => audience?.admits(who)))).toEqual([
    [true, false],
    [true, false],
  ]);
});

test("a restart ends the waiting: the run is told as interrupted, and nothing waits", async () => {
  const first = await openAsking();
  const { runId } = await first.send(ASK);
  await first.asked();
  await first.close();
  expect(await first.ended(runId)).toMatchObject({ state: "aborted" });
  expect(first.heard("question.resolved")).toMatchObject([{ status: "cancelled" }]);
  const { call } = await openTestGateway({ store: first.store, home: first.home });
  expect(await call("question.list", {})).toEqual({ questions: [] });
});

/** A gateway whose agents do what is typed, and whose time passes when the test says so. */
async function openAsking(config: TestGatewayOptions["config"] = {}) {
  const model = await startOpenAiServer();
  onTestFinished(() => model.close());
  const timers = new HandTimers();
  const runner = testRunner({ models: { openai: { baseUrl: model.url } }, host: (key) => t.gateway.toolHost(key) });
  const t = await openTestGateway({
    timer: timers.set,
    config,
    script: (request) => runner.run({ ...request, model: "openai/test-model" }),
  });
  return {
    ...t,
    timers,
    /** The first question, once it is asked. */
    asked: () => t.until("question.requested", () => true),
    async said(sessionKey: string) {
      const { messages } = await t.call("chat.history", { sessionKey });
      return messages.map(textOf);
    },
  };
}
