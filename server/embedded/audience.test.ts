import { afterEach, expect, test, vi } from "vitest";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { LogEntry } from "../protocol/logs.ts";
import { textOf } from "../protocol/messages.ts";
import { scopeOf } from "../rpc/methods.ts";
import type { EmbeddedGateway } from "./gateway.ts";
import { MAIN_KEY, openTestGateway } from "./testing/gateway.ts";
import { answerWith, stopped } from "./testing/scripted-runner.ts";
import { HEALTH_MS } from "./ticker.ts";

afterEach(() => void vi.useRealTimers());

const ANN: PrincipalInfo = { id: "ann", name: "Ann", scopes: ["operator.write", "operator.approvals"] };
const BOB: PrincipalInfo = { ...ANN, id: "bob", name: "Bob" };
const ADMIN: PrincipalInfo = { id: "root", name: "Root", scopes: ["operator.admin"] };
/** Said by a person and by an agent, and asked for as a command. */
const SECRET = "xylophone";
const KEY = "agent:main:circle:group:vault";
/** Of a circle that nobody made. */
const NO_KEY = "agent:main:circle:group:fable";
const WAITING = "approval-1";
const DECIDED = "approval-2";
const ASKED = "question-1";
const ANSWERED = "question-2";

/**
 * How each method is held against what is told of a circle's session. One that is not here fails the first test:
 * whoever adds a method says what it tells of sessions.
 */
type Case =
  /** Names a session, or a thing of one, as `name` is: to outsiders it answers as if that were not there. */
  | { names: (name: string) => object; of: Thing; unmade?: true }
  /** Tells of many: nothing of a session is in it for outsiders, and for insiders there is, unless it tells no words. */
  | { tells: object; wordless?: true }
  /** For admins, who see all. */
  | "admins"
  /** Agents, their folders and the machine are shared: nothing that was said is in there. */
  | "shared";

type Thing = "session" | "circle" | "job" | "approval" | "question";

const ABSENT: Record<Thing, string> = {
  session: NO_KEY,
  circle: "fable",
  job: "no-job",
  approval: "no-approval",
  question: "no-question",
};

const session = (fields: object = {}) => ({ names: (key: string) => ({ key, ...fields }), of: "session" as const });
const chat = (fields: object = {}) => ({
  names: (sessionKey: string) => ({ sessionKey, ...fields }),
  of: "session" as const,
});
const approval = (fields: object = {}) => ({ names: (id: string) => ({ id, ...fields }), of: "approval" as const });
const question = (fields: object = {}) => ({ names: (id: string) => ({ id, ...fields }), of: "question" as const });
const circle = (fields: object = {}) => ({ names: (name: string) => ({ name, ...fields }), of: "circle" as const });

const CASES: Readonly<Record<string, Case>> = {
  "chat.history": chat(),
  "chat.message.get": chat({ messageId: "m" }),
  "chat.abort": chat(),
  // To a session that is not there it would make one.
  "chat.send": { ...chat({ message: "hi", idempotencyKey: "k-1" }), unmade: true },
  "sessions.create": { ...session(), unmade: true },
  "sessions.describe": session(),
  "sessions.patch": session({ label: "mine" }),
  "sessions.compact": session({ keep: 1 }),
  "sessions.fork": session(),
  "sessions.rewind": session({ messageId: "m" }),
  "sessions.list": { tells: { includeLastMessage: true, includeDerivedTitles: true } },
  "sessions.search": { tells: { query: SECRET } },
  "sessions.usage": { tells: { range: "all" } },
  "usage.cost": { names: (sessionKey) => ({ sessionKey }), of: "session" },
  status: { tells: {} },
  health: { tells: {} },
  "logs.tail": { tells: {} },
  "logs.search": { tells: {} },
  "cron.list": { tells: {} },
  "cron.runs": { tells: {} },
  "cron.status": { tells: {}, wordless: true },
  "cron.get": { names: (id) => ({ id }), of: "job" },
  "cron.run": { names: (id) => ({ id, mode: "due" }), of: "job" },
  "cron.update": { names: (id) => ({ id, patch: { description: "mine" } }), of: "job" },
  "cron.remove": { names: (id) => ({ id }), of: "job" },
  "cron.add": "admins",
  "exec.approval.list": { tells: {} },
  "approval.history": { tells: {} },
  "exec.approval.get": approval(),
  "approval.get": approval(),
  "exec.approval.request": { ...chat({ command: "ls", twoPhase: true }), unmade: true },
  "exec.approval.resolve": approval({ decision: "deny" }),
  "approval.resolve": approval({ kind: "exec", decision: "deny" }),
  "exec.approval.waitDecision": approval(),
  "question.list": { tells: {} },
  "question.get": question(),
  "question.request": { ...chat({ questions: [aboutIt()] }), unmade: true },
  "question.waitAnswer": question({ timeoutMs: 1 }),
  "question.resolve": question({ cancel: true }),
  "sessions.reset": session(),
  "sessions.delete": session(),
  "exec.approvals.get": "admins",
  "exec.approvals.set": "admins",
  "circles.list": { tells: {} },
  "circles.history": circle(),
  "circles.send": circle({ message: "hi" }),
  "circles.create": "admins",
  "circles.update": "admins",
  "circles.delete": "admins",
  // A node is given nothing of the session; that it is named is enough to ask.
  "node.invoke": "admins",
  // A session stands for its agent there.
  "skills.status": chat(),
  "system-presence": "shared",
  "models.list": "shared",
  "tools.catalog": "shared",
  "agents.list": "shared",
  "agents.create": "shared",
  "agents.update": "shared",
  "agents.delete": "shared",
  "agents.files.list": "shared",
  "agents.files.get": "shared",
  "agents.files.set": "shared",
  "agents.workspace.list": "shared",
  "agents.workspace.get": "shared",
  "workspace.git": "shared",
  "workspace.head": "shared",
  "workspace.create": "shared",
  "workspace.rename": "shared",
  "workspace.delete": "shared",
  "memory.search": "shared",
  "skills.update": "shared",
  "skills.install": "shared",
  "skills.skillCard": "shared",
  "skills.bins": "shared",
  "channels.status": "shared",
  "channels.start": "shared",
  "channels.stop": "shared",
  "channels.add": "shared",
  "channels.remove": "shared",
  "bindings.list": "shared",
  "bindings.set": "shared",
  "bindings.remove": "shared",
  "bindings.resolve": "shared",
  "device.pair.list": "shared",
  "device.pair.approve": "shared",
  "device.pair.reject": "shared",
  "device.pair.remove": "shared",
  "device.pair.rename": "shared",
  "device.token.rotate": "shared",
  "device.token.revoke": "shared",
  "node.list": "shared",
  "node.describe": "shared",
  "node.pending.enqueue": "shared",
};

test("D-9: every method is held against it, and those that name a session are guarded", async () => {
  const { gateway } = await openTestGateway();
  expect(Object.keys(CASES).sort()).toEqual([...gateway.methods].sort());
  const naming = [...gateway.methods].filter((name) => {
    const fields = Object.keys(gateway.paramsSchema(name)?.properties ?? {});
    return fields.some((field) => /^(parentS|s)ession(Key|Keys)$|^keys?$/.test(field));
  });
  const shared = naming.filter((name) => CASES[name] === "shared");
  expect(shared, "name a session, and are said to tell nothing of one").toEqual([]);
  for (const [name, entry] of Object.entries(CASES)) {
    if (entry === "admins") expect(scopeOf(name), name).toBe("operator.admin");
  }
});

test("D-9: to others the session, its fork, its job and its commands do not exist, in any method", async () => {
  const { gateway, names } = await openVault();
  const methods = Object.entries(CASES);
  for (const [method, entry] of methods) {
    if (entry === "admins" || entry === "shared") continue;
    if ("tells" in entry) {
      expect(await answerOf(gateway, BOB, method, entry.tells), method).not.toMatch(TELLING);
      continue;
    }
    for (const name of names[entry.of]) {
      const answer = await answerOf(gateway, BOB, method, entry.names(name));
      if (entry.unmade) {
        expect(answer, method).toMatch(/^NOT_FOUND/);
        continue;
      }
      const absent = ABSENT[entry.of];
      const fabled = await answerOf(gateway, BOB, method, entry.names(absent));
      const told = answer.replaceAll(name, "it").replaceAll(name.trim().toLowerCase(), "it");
      expect(told, `${method} ${name}`).toBe(fabled.replaceAll(absent, "it"));
    }
  }
});

test.each([ANN, ADMIN])("D-9: its people and admins read and do all of it: $name", async (principal) => {
  const { gateway, names } = await openVault();
  for (const [method, entry] of Object.entries(CASES)) {
    if (entry === "admins" || entry === "shared") continue;
    if ("tells" in entry) {
      const answer = await answerOf(gateway, principal, method, entry.tells);
      expect(answer, method).toMatch(entry.wordless ? /"jobs":1/ : TELLING);
    } else {
      const answer = await answerOf(gateway, principal, method, entry.names(names[entry.of][0] ?? ""));
      expect(answer, method).not.toMatch(/^NOT_FOUND: There is no (session|circle|job|approval|question)/);
    }
  }
});

test("D-9: every event that tells of it is for its people and admins alone", async () => {
  const { events } = await openVault();
  const telling = events.filter(({ payload }) => TELLING.test(JSON.stringify(payload)));
  expect([...new Set(telling.map(({ event }) => event))].sort()).toEqual([
    "agent",
    "chat",
    "circle.message",
    "circle.status",
    "circles.changed",
    "cron",
    "exec.approval.requested",
    "exec.approval.resolved",
    "log_entry",
    "question.requested",
    "question.resolved",
    "session.message",
    "sessions.changed",
  ]);
  for (const { event, audience } of telling) {
    expect(
      [ANN, ADMIN, BOB].map((principal) => audience?.admits(principal)),
      event,
    ).toEqual([true, true, false]);
  }
});

test("health is told to everybody without it", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const { until, send, ended } = await openVault();
  await ended((await send("Hi")).runId);
  vi.advanceTimersByTime(HEALTH_MS);
  const health = await until("health", ({ ok }) => ok);
  expect(health.sessions.recent).toMatchObject([{ key: MAIN_KEY }]);
});

test("what one session spent is for those who may see it, what all spent for everybody", async () => {
  const { gateway } = await openVault();
  const tokensOf = async (principal: PrincipalInfo, method: string, params: object) =>
    JSON.parse(await answerOf(gateway, principal, method, params)).totals.totalTokens;
  for (const [principal, own] of [
    [ANN, true],
    [BOB, false],
  ] as const) {
    expect((await tokensOf(principal, "sessions.usage", { key: KEY, range: "all" })) > 0).toBe(own);
    expect((await tokensOf(principal, "usage.cost", { sessionKey: KEY })) > 0).toBe(own);
    expect(await tokensOf(principal, "usage.cost", {})).toBeGreaterThan(0);
  }
});

test("D-12: a tool sees the sessions of the circle in which it runs, elsewhere those of none with people", async () => {
  const { gateway, call } = await openVault();
  await call("circles.create", { name: "other", agents: ["main"], people: ["ann"] });
  const seenFrom = async (within: string) => {
    const host = gateway.toolHost(within);
    const told = [
      await host.call("sessions.list", { includeLastMessage: true }),
      await host.call("sessions.search", { query: SECRET }),
      await host.call("logs.search", {}),
      await host.call("cron.list", {}),
      await messagesIn(await host.call("chat.history", { sessionKey: KEY })),
    ];
    return told.map((answer) => TELLING.test(JSON.stringify(answer)));
  };
  expect(await seenFrom(KEY)).toEqual([true, true, true, true, true]);
  for (const within of [MAIN_KEY, "cron:job", "agent:main:circle:group:other"]) {
    expect(await seenFrom(within), within).toEqual([false, false, false, false, false]);
  }
});

const TELLING = /xylophone|vault/i;

/** A circle with Ann, and everything that can be known of it. */
async function openVault() {
  const answer = answerWith(`The ${SECRET} is ready.`, { input: 1, output: 1, totalTokens: 2 });
  const t = await openTestGateway({
    async *script(request) {
      if (request.history.some((message) => textOf(message) === "wait")) await stopped(request);
      yield* answer(request);
    },
  });
  await t.call("circles.create", { name: "vault", agents: ["main"], people: ["ann"] });
  t.gateway.circles.hear("circle.message", { circle_name: "vault", from: "ann", name: "Ann", content: SECRET });
  t.gateway.circles.hear("circle.status", { circle_name: "vault", working: ["main"] });
  await t.ended((await t.send(`Is the ${SECRET} ready?`, { sessionKey: KEY, idempotencyKey: "run-vault" })).runId);
  const fork = await t.call("sessions.fork", { key: KEY });
  await t.send("wait", { sessionKey: `${KEY}:waiting`, idempotencyKey: "run-waiting" });
  const job = await t.call("cron.add", {
    name: `Tune the ${SECRET}`,
    schedule: { kind: "every", everyMs: 3_600_000 },
    sessionTarget: `session:${KEY}`,
    wakeMode: "now",
    payload: { kind: "agentTurn", message: SECRET },
  });
  await t.call("cron.run", { id: job.id });
  await t.until("cron", ({ action }) => action === "finished");
  const ask = { command: `echo ${SECRET}`, sessionKey: KEY, twoPhase: true as const };
  await t.call("exec.approval.request", { ...ask, id: WAITING });
  await t.call("exec.approval.request", { ...ask, id: DECIDED });
  await t.call("exec.approval.resolve", { id: DECIDED, decision: "deny" });
  const asked = { questions: [aboutIt()], sessionKey: KEY };
  await t.call("question.request", { ...asked, id: ANSWERED });
  await t.call("question.resolve", { id: ANSWERED, answers: { answers: { tuning: [SECRET] } } });
  await t.call("question.request", { ...asked, id: ASKED });
  t.logs.lines = [
    JSON.stringify({ time: 1, msg: "run failed", sessionKey: KEY, reason: SECRET }),
    JSON.stringify({ time: 1, msg: "a page could not be rendered", path: `/chat/${encodeURIComponent(KEY)}` }),
    JSON.stringify({ time: 1, msg: "what was said in a circle could not be kept", room: "/ws/circles/vault" }),
  ];
  const entry: LogEntry = { cursor: 1, time: 1, level: "error", source: "run", msg: SECRET, sessionKey: KEY };
  for (const hear of t.logs.listeners) hear(entry);
  const names: Record<Thing, string[]> = {
    session: [KEY, KEY.toUpperCase(), ` ${KEY}`, fork.key],
    circle: ["vault"],
    job: [job.id],
    approval: [WAITING, DECIDED],
    question: [ASKED, ANSWERED],
  };
  return { ...t, names };
}

/** What an agent of the circle wants to know. */
function aboutIt() {
  return { questionId: "tuning", header: "Tuning", question: `How is the ${SECRET} tuned?`, options: [] };
}

function messagesIn(history: unknown): unknown {
  return (history as { messages: unknown }).messages;
}

/** The answer as JSON, or the error, without the time at which it was given. */
async function answerOf(gateway: EmbeddedGateway, principal: PrincipalInfo, method: string, params: object) {
  try {
    const answer = JSON.stringify(await gateway.call(method, params, { principal }));
    return answer.replaceAll(/"updatedAt":\d{13}/g, '"updatedAt":0');
  } catch (error) {
    if (error instanceof RpcError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
