import * as Shapes from "@openclaw/gateway-protocol/schema";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { RpcError } from "../../protocol/errors.ts";
import type { PrincipalInfo } from "../../protocol/frames.ts";
import { openTestGateway, type TestGateway } from "../testing/gateway.ts";
import { HandTimers } from "../testing/hand-timers.ts";
import { MOST_KEPT, MOST_PENDING } from "./questions.ts";

const target = {
  questionId: "target",
  header: "Target",
  question: "Where to?",
  options: [{ label: "Staging" }, { label: "Production" }],
};
const asked = { id: "q1", questions: [target] };
const answered = (...values: string[]) => ({ answers: { answers: { target: values } } });
const ANN: PrincipalInfo = { id: "ann", name: "Ann", scopes: ["operator.approvals"] };

test("a question waits, is told of, and its answer goes to who waits for it", async () => {
  const { call, heard, gateway } = await openTestGateway();
  const { expiresAtMs } = await call("question.request", { ...asked, sessionKey: "agent:main:main", runId: "r1" });
  const record = { ...asked, sessionKey: "agent:main:main", runId: "r1", expiresAtMs, status: "pending" };
  expect(await call("question.list", {})).toMatchObject({ questions: [record] });
  expect(heard("question.requested")).toMatchObject([record]);
  const waiting = call("question.waitAnswer", { id: "q1" });
  await gateway.call("question.resolve", { id: "q1", ...answered(" Staging ") }, { principal: ANN });
  expect(await waiting).toEqual({ status: "answered", ...answered("Staging") });
  expect(heard("question.resolved")).toEqual([{ id: "q1", status: "answered", ...answered("Staging") }]);
  expect(await call("question.list", {})).toEqual({ questions: [] });
  expect(await call("question.get", { id: "q1" })).toMatchObject({
    question: { status: "answered", resolvedBy: "Ann", ...answered("Staging") },
  });
});

test("of two who answer at once one wins, and the other is told so", async () => {
  const { call, heard } = await openTestGateway();
  await call("question.request", asked);
  const ends = await Promise.allSettled([
    call("question.resolve", { id: "q1", ...answered("Staging") }),
    call("question.resolve", { id: "q1", ...answered("Production") }),
    call("question.resolve", { id: "q1", cancel: true }),
    call("question.resolve", { id: "q1", ...answered("Staging") }),
  ]);
  // The same words again: as when the answer to the first call was lost on its way.
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  expect(ends[1]).toMatchObject({
    reason: { code: "CONFLICT", message: expect.stringContaining("Somebody has answered it already") },
  });
  expect(heard("question.resolved")).toEqual([{ id: "q1", status: "answered", ...answered("Staging") }]);
});

test("what was not answered in time has expired, and who answers then is told so", async () => {
  const { call, heard, timers } = await openTimed();
  await call("question.request", { ...asked, timeoutMs: 60_000 });
  const waiting = call("question.waitAnswer", { id: "q1" });
  timers.fire(60_000);
  expect(await waiting).toEqual({ status: "expired" });
  expect(heard("question.resolved")).toEqual([{ id: "q1", status: "expired" }]);
  await expect(call("question.resolve", { id: "q1", ...answered("Staging") })).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("expired"),
    details: { reason: "QUESTION_ALREADY_TERMINAL", status: "expired" },
  });
});

test("it does not wait for its timer: once the time is over it has expired for all", async () => {
  let now = 1_000;
  const { call } = await openTestGateway({ clock: () => now, timer: () => () => {} });
  await call("question.request", { ...asked, timeoutMs: 60_000 });
  now += 60_000;
  await expect(call("question.resolve", { id: "q1", cancel: true })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await call("question.list", {})).toEqual({ questions: [] });
});

test("who waits no longer than they said is told that it still waits; so is who hangs up", async () => {
  const { call, gateway, timers } = await openTimed();
  await call("question.request", asked);
  const impatient = call("question.waitAnswer", { id: "q1", timeoutMs: 5 });
  timers.fire(5);
  expect(await impatient).toEqual({ status: "pending" });
  const gone = new AbortController();
  const call2 = gateway.call("question.waitAnswer", { id: "q1" }, { principal: ANN, signal: gone.signal });
  gone.abort();
  expect(await call2).toEqual({ status: "pending" });
});

test("its run's end ends its waiting", async () => {
  const { call, send, ended, heard } = await openTestGateway();
  await send("Hi");
  await call("question.request", { ...asked, id: "of-run", runId: "run-2" });
  await call("question.request", { ...asked, id: "of-another", runId: "run-3" });
  await ended((await send("Hi again")).runId);
  expect((await call("question.list", {})).questions.map(({ id }) => id)).toEqual(["of-another"]);
  expect(heard("question.resolved")).toEqual([{ id: "of-run", status: "cancelled" }]);
});

test("a shutdown ends what waits", async () => {
  const { call, close, heard } = await openTestGateway();
  await call("question.request", asked);
  const waiting = call("question.waitAnswer", { id: "q1" });
  await close();
  expect(await waiting).toEqual({ status: "cancelled" });
  expect(heard("question.resolved")).toEqual([{ id: "q1", status: "cancelled" }]);
});

test("who was taken out of its circle hears no answer that they waited for", async () => {
  const { call, gateway } = await openTestGateway();
  await call("circles.create", { name: "vault", agents: ["main"], people: ["ann", "bob"] });
  await call("question.request", { ...asked, sessionKey: "agent:main:circle:group:vault" });
  const waiting = gateway.call("question.waitAnswer", { id: "q1" }, { principal: ANN });
  await call("circles.update", { name: "vault", people: ["bob"] });
  await call("question.resolve", { id: "q1", ...answered("Staging") });
  await expect(waiting).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test.each([
  ["two of one name", [target, target]],
  ["a single option", [{ ...target, options: [{ label: "Staging" }] }]],
  ["an option twice", [{ ...target, options: [{ label: "Staging" }, { label: " staging" }] }]],
  ["a secret", [{ ...target, options: [], isSecret: true }]],
])("questions that nobody could answer are refused: %s", async (_name, questions) => {
  const { call, heard } = await openTestGateway();
  await expect(call("question.request", { questions })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  expect(heard("question.requested")).toEqual([]);
});

test.each([
  ["nothing", {}],
  ["not that", { target: ["Staging"], other: ["x"] }],
  ["several of one", { target: ["Staging", "Production"] }],
  ["what is not offered", { target: ["The moon"] }],
  ["blanks", { target: [" "] }],
])("answers that do not fit are refused, and it waits on: %s", async (_name, answers) => {
  const { call } = await openTestGateway();
  await call("question.request", asked);
  await expect(call("question.resolve", { id: "q1", answers: { answers } })).rejects.toMatchObject({
    code: "INVALID_REQUEST",
  });
  expect((await call("question.list", {})).questions).toHaveLength(1);
});

test.each([
  {},
  { cancel: true as const, ...answered("Staging") },
  { ...answered("Staging"), secretStoreAllowedHosts: [] },
])("an end that is none, or two, or that of a secret is refused: %j", async (end) => {
  const { call } = await openTestGateway();
  await call("question.request", asked);
  await expect(call("question.resolve", { id: "q1", ...end })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  expect((await call("question.list", {})).questions).toHaveLength(1);
});

test("several options, words of one's own, and a question without options", async () => {
  const { call } = await openTestGateway();
  const free = { ...target, questionId: "why", options: [] };
  await call("question.request", { id: "q1", questions: [{ ...target, multiSelect: true, isOther: true }, free] });
  const answers = { why: ["because"], target: ["Production", "the moon "] };
  expect(await call("question.resolve", { id: "q1", answers: { answers } })).toEqual({
    status: "answered",
    answers: { answers: { target: ["Production", "the moon"], why: ["because"] } },
  });
});

test("as many wait as may, and as many that ended are kept", async () => {
  const { call } = await openTestGateway();
  for (let index = 0; index < MOST_PENDING; index++) await call("question.request", { ...asked, id: `p${index}` });
  await expect(call("question.request", asked)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  for (let index = 0; index <= MOST_KEPT; index++) await call("question.resolve", { id: `p${index}`, cancel: true });
  await expect(call("question.get", { id: "p0" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await call("question.get", { id: "p1" })).toMatchObject({ question: { status: "cancelled" } });
  await expect(call("question.request", { ...asked, id: "p1" })).rejects.toBeInstanceOf(RpcError);
});

test("answers and events have the shapes that OpenClaw has published", async () => {
  const { call, heard } = await openTestGateway();
  const faults = (schema: TSchema, value: unknown) => Compile(schema).Errors(value);
  const requested = await call("question.request", { ...asked, agentId: "main", sessionKey: "agent:main:main" });
  expect(faults(Shapes.QuestionRequestResultSchema, requested)).toEqual([]);
  expect(faults(Shapes.QuestionListResultSchema, await call("question.list", {}))).toEqual([]);
  const end = await call("question.resolve", { id: "q1", ...answered("Staging") });
  expect(faults(Shapes.QuestionResolveResultSchema, end)).toEqual([]);
  expect(faults(Shapes.QuestionGetResultSchema, await call("question.get", { id: "q1" }))).toEqual([]);
  expect(faults(Shapes.QuestionWaitAnswerResultSchema, await call("question.waitAnswer", { id: "q1" }))).toEqual([]);
  expect(faults(Shapes.QuestionRequestedEventSchema, heard("question.requested")[0])).toEqual([]);
  expect(faults(Shapes.QuestionResolvedEventSchema, heard("question.resolved")[0])).toEqual([]);
});

/** A gateway whose time passes when the test says so. */
async function openTimed(): Promise<TestGateway & { timers: HandTimers }> {
  const timers = new HandTimers();
  return { ...(await openTestGateway({ timer: timers.set })), timers };
}
