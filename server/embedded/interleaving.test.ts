import fc from "fast-check";
import { expect, test } from "vitest";
import { type Message, textOf } from "../protocol/messages.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import { openTestGateway, type TestGateway } from "./testing/gateway.ts";
import { message, type Script } from "./testing/scripted-runner.ts";

const LIMIT = 2;
const ENDS = new Set(["final", "aborted", "error"]);

type Step =
  | { kind: "send"; session: number; queueMode: NonNullable<ParamsOf<"chat.send">["queueMode"]>; twice: boolean }
  | { kind: "abort"; session: number; run: number | undefined }
  | { kind: "history"; session: number }
  | { kind: "reset"; session: number };

interface Sent {
  runId: string;
  key: string;
  queueMode: string;
}

const session = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      session,
      queueMode: fc.constantFrom("followup" as const, "collect" as const, "steer" as const, "interrupt" as const),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("abort" as const),
      session,
      run: fc.option(fc.nat(20), { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("history" as const), session }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reset" as const), session }) },
);
/** What a run does is drawn from its number: how it ends, and how long it takes. */
const script: Script = async function* ({ runId, signal, takeSteering }) {
  const number = Number(runId.split("-").at(-1));
  for (let part = 0; part <= number % 4; part += 1) {
    yield { type: "text", delta: `${runId} says ${part} ` };
    if (number % 2) await new Promise(setImmediate);
    const heard = takeSteering().map(textOf);
    if (heard.length > 0) yield { type: "thinking", delta: `heard ${heard.join()}` };
    if (signal.aborted) return yield { type: "end", stopReason: "aborted" };
    if (part === 1) yield message(runId, `${runId} step`);
  }
  if (number % 5 === 3) throw new Error("broken");
  if (number % 5 === 4) return yield { type: "end", stopReason: "error", errorMessage: "Overloaded." };
  yield message(runId, `${runId} done`);
  yield { type: "end", stopReason: "stop" };
};

test("B-11: whatever comes when, runs keep their order, their number and their one end", {
  timeout: 120_000,
}, async () => {
  const t = await openTestGateway({ script, config: { concurrentRuns: LIMIT, checkpointMs: 5 } });
  const playing = watchSessions(t);
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat(3)), { minLength: 3, maxLength: 25 }), async (steps) => {
      round += 1;
      t.events.length = 0;
      const sent: Sent[] = [];
      const pending: Promise<unknown>[] = [];
      for (const [step, pauses] of steps) {
        pending.push(...perform(t, step, `r${round}`, sent));
        for (let n = 0; n < pauses; n += 1) await new Promise(setImmediate);
      }
      await Promise.all(pending);
      await Promise.all(sent.map(({ runId }) => t.ended(runId)));

      for (const { runId } of sent) expectOneLife(t, runId);
      expect(t.runner.mostPlaying).toBeLessThanOrEqual(LIMIT);
      expect(playing.most).toBeLessThanOrEqual(1);
      expect(playing.lastRoles).toEqual(new Set(["user"]));
      if (!steps.some(([{ kind }]) => kind === "reset")) {
        for (const key of new Set(sent.map((send) => send.key))) await expectTranscript(t, key, sent);
      }
      expect((await t.call("status", {})).runs).toMatchObject({ active: [], queued: 0 });
      expect(await t.store.runs.unfinished()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

function perform(t: TestGateway, step: Step, round: string, sent: Sent[]): Promise<unknown>[] {
  const sessionKey = `agent:main:${round}-${step.session}`;
  switch (step.kind) {
    case "send": {
      const runId = `${round}-${sent.length}`;
      sent.push({ runId, key: sessionKey, queueMode: step.queueMode });
      const params = { sessionKey, idempotencyKey: runId, queueMode: step.queueMode };
      return Array.from({ length: step.twice ? 2 : 1 }, () => t.send(`words of ${runId}`, params));
    }
    case "abort":
      return [t.call("chat.abort", { sessionKey, ...(step.run !== undefined && { runId: `${round}-${step.run}` }) })];
    case "history":
      return [t.call("chat.history", { sessionKey })];
    case "reset":
      return [t.call("sessions.reset", { key: sessionKey }).catch((error) => expect(error.code).toBe("NOT_FOUND"))];
  }
}

/** One end, nothing after it, and numbers without a gap. */
function expectOneLife(t: TestGateway, runId: string): void {
  const own = t.events.flatMap(({ event, payload }) =>
    event === "chat" || event === "agent" ? [payload as ChatLike] : [],
  );
  const events = own.filter((event) => event.runId === runId);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ state }) => ENDS.has(state ?? ""))).toHaveLength(1);
  expect(ENDS.has(events.at(-1)?.state ?? "")).toBe(true);
}

interface ChatLike {
  runId: string;
  seq: number;
  state?: string;
}

/** Each message once, those that waited their turn in the order of sending, each run in one piece after its message. */
async function expectTranscript(t: TestGateway, key: string, sent: readonly Sent[]): Promise<void> {
  const messages: Message[] = await t.store.messages.since(key, 0);
  expect(messages.map((m) => m.__openclaw.seq)).toEqual(messages.map((_, index) => index + 1));
  const heard = messages.flatMap((m) => m.__openclaw.idempotencyKey ?? []);
  expect(new Set(heard).size).toBe(heard.length);
  const here = sent.filter((send) => send.key === key);
  if (here.every(({ queueMode }) => queueMode === "followup" || queueMode === "collect")) {
    expect(heard).toEqual(here.map(({ runId }) => runId).filter((runId) => heard.includes(runId)));
  }
  const runs = messages.map((m) => m.__openclaw.runId);
  const pieces = runs.filter((runId, index) => runId !== runs[index - 1]);
  expect(new Set(pieces).size).toBe(pieces.length);
}

/** The most runs of one session that ever went on at the same time, and who spoke last in what they were given. */
function watchSessions(t: TestGateway) {
  const seen = { most: 0, lastRoles: new Set<string | undefined>(["user"]) };
  const inner = t.runner.script;
  const going = new Map<string, number>();
  t.runner.script = async function* (request) {
    const now = (going.get(request.sessionKey) ?? 0) + 1;
    going.set(request.sessionKey, now);
    seen.most = Math.max(seen.most, now);
    seen.lastRoles.add(request.history.at(-1)?.role);
    try {
      yield* inner(request);
    } finally {
      going.set(request.sessionKey, (going.get(request.sessionKey) ?? 1) - 1);
    }
  };
  return seen;
}
