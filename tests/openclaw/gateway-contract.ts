import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { Message } from "../../server/protocol/messages.ts";
import { textOf } from "../../server/protocol/messages.ts";
import type { QuestionRecord, QuestionResolved } from "../../server/protocol/questions.ts";
import { ask, chatEvents, endOf, isEnd, streamedText } from "../support/wire.ts";

/** One connected client of a gateway; the model behind it does what is typed. */
export interface ContractPeer {
  wire(): Promise<WireClient>;
  /** A line that makes the model call a tool of this gateway, and a word of the tool's result. */
  toolLine: string;
  toolWord: string;
  /** A line that makes the model ask a person, with the arguments of `ask_user`. */
  askLine(args: object): string;
}

/** What every gateway does, whichever kind it is. */
export function gatewayContract(name: string, peer: ContractPeer): void {
  describe(`a gateway: ${name}`, () => {
    test("an answer streams as true deltas, ends once, and is stored as it was streamed", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      const runId = await send("stream 400 every 1 ms");
      expect((await endOf(wire, runId)).state).toBe("final");
      const messages = await transcript(wire, sessionKey);
      expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
      const answer = messages[1] ? textOf(messages[1]) : "";
      expect(answer.trim()).toBe(numberedTokens(400).join("").trim());
      expect(chatEvents(wire, runId).filter(isEnd)).toHaveLength(1);
      expect(answer.startsWith(streamedText(wire, runId).trimEnd())).toBe(true);
      expect(told(wire, sessionKey)).toEqual(messages.map(({ __openclaw: { id } }) => id));
    });

    test("the events of a run are numbered without a gap", async () => {
      const { wire, send } = await conversation(peer);
      const runId = await send("think then one two three");
      await endOf(wire, runId);
      const seqs = wire.frames
        .filter(({ event }) => event === "chat" || event === "agent")
        .map(({ payload }) => payload as { runId: string; seq: number })
        .filter((payload) => payload.runId === runId)
        .map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_seq, index) => index + 1));
    });

    test("a tool call is told live, stored with its result, and answered from it", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      const runId = await send(peer.toolLine);
      await endOf(wire, runId);
      const messages = await transcript(wire, sessionKey);
      expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "toolResult", "assistant"]);
      expect(messages[2] && textOf(messages[2])).toContain(peer.toolWord);
      const phases = wire.frames
        .filter(({ event, payload }) => event === "agent" && (payload as { runId?: string }).runId === runId)
        .map(({ payload }) => payload as { stream: string; data: { phase?: string } })
        .filter(({ stream }) => stream === "tool")
        .map(({ data }) => data.phase)
        .filter((phase) => phase !== "update");
      expect(phases).toEqual(["start", "result"]);
    });

    test("a question of an agent waits, its first answer goes on to the agent, and another one is too late", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      const runId = await send(peer.askLine(DEPLOY));
      const { id, questions } = await asked(wire, sessionKey);
      expect(questions).toMatchObject([{ questionId: "target", header: "Where it is ", isOther: true }]);
      const { questions: waiting } = await ask(wire, "question.list", {});
      expect(waiting.filter((each) => each.sessionKey === sessionKey)).toMatchObject([{ id, status: "pending" }]);
      expect(await ask(wire, "question.waitAnswer", { id, timeoutMs: 1 })).toEqual({ status: "pending" });
      for (const answers of [{}, { target: [" "] }, { other: ["x"] }]) {
        expect(await wire.req("question.resolve", { id, answers: { answers } })).toMatchObject({ ok: false });
      }
      const answers = { answers: { target: ["Staging"] } };
      expect(await ask(wire, "question.resolve", { id, answers })).toEqual({ status: "answered", answers });
      expect(await wire.req("question.resolve", { id, cancel: true })).toMatchObject({ ok: false });
      await endOf(wire, runId);
      expect(ends(wire, id)).toEqual([{ id, status: "answered", answers }]);
      expect((await ask(wire, "question.list", {})).questions.map((each) => each.id)).not.toContain(id);
      const stored = async () => (await transcript(wire, sessionKey)).map(textOf).at(-1);
      await expect.poll(stored, { timeout: 10_000 }).toMatch(/^The tools said: .*Staging/s);
    });

    test("stopping ends a question with its run", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      const runId = await send(peer.askLine(DEPLOY));
      const { id } = await asked(wire, sessionKey);
      await ask(wire, "chat.abort", { sessionKey });
      expect((await endOf(wire, runId)).state).toBe("aborted");
      await wire.frame((frame) => isEndOfQuestion(frame, id));
      expect(ends(wire, id)).toEqual([{ id, status: "cancelled" }]);
      expect(await wire.req("question.resolve", { id, answers: { answers: { target: ["Staging"] } } })).toMatchObject({
        ok: false,
      });
    });

    test("stopping ends the run at once, and it ends once", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      const runId = await send("stream 4000 every 5 ms");
      await wire.frame(({ event, payload }) => event === "chat" && (payload as { state?: string }).state === "delta");
      expect(await ask(wire, "chat.abort", { sessionKey })).toMatchObject({ aborted: true });
      expect((await endOf(wire, runId)).state).toBe("aborted");
      const next = await send("stream 3");
      expect((await endOf(wire, next)).state).toBe("final");
      expect(chatEvents(wire, runId).filter(isEnd)).toHaveLength(1);
    });

    test("stopping a run by its name leaves alone what waits: that is answered next", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      const runId = await send("stream 4000 every 5 ms");
      await wire.frame(({ event, payload }) => event === "chat" && (payload as { state?: string }).state === "delta");
      const next = await send("second words", "followup");
      // OpenClaw drops what it queued a few milliseconds before the stop: its words are stored, and nobody answers.
      await moreDeltas(wire, runId, 4);
      expect(await ask(wire, "chat.abort", { sessionKey, runId })).toMatchObject({ aborted: true, runIds: [runId] });
      expect((await endOf(wire, runId)).state).toBe("aborted");
      expect((await endOf(wire, next)).state).toBe("final");
      // OpenClaw tells the end before it has stored the answer.
      const stored = async () => (await transcript(wire, sessionKey)).map(({ role }) => role);
      await expect.poll(stored, { timeout: 10_000 }).toEqual(["user", "assistant", "user", "assistant"]);
    });

    test("a message during a run waits its turn, and both are answered in order", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      await send("stream 300 every 3 ms");
      await wire.frame(({ event, payload }) => event === "chat" && (payload as { state?: string }).state === "delta");
      await send("second words", "followup");
      await wire.frame((frame) => isStored(frame, sessionKey, "second words", "assistant"));
      const messages = await transcript(wire, sessionKey);
      expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
      expect(messages[2] && textOf(messages[2])).toContain("second words");
    });

    test("a run has one name in events, rows and status, also when it had to wait", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      await send("stream 100 every 3 ms");
      await wire.frame(({ event, payload }) => event === "chat" && (payload as { state?: string }).state === "delta");
      const next = await send("stream 4000 every 5 ms", "followup");
      await moreDeltas(wire, next, 1);
      const { sessions } = await ask(wire, "sessions.list", { limit: 200 });
      expect(sessions.find(({ key }) => key === sessionKey)?.activeRunIds).toEqual([next]);
      expect((await ask(wire, "sessions.describe", { key: sessionKey })).session?.activeRunIds).toEqual([next]);
      const { runs } = await ask(wire, "status", {});
      expect(runs.active.filter((run) => run.sessionKey === sessionKey).map(({ runId }) => runId)).toEqual([next]);
      await ask(wire, "chat.abort", { sessionKey });
    });

    test("a send repeated with its key is one message and one run", async () => {
      const { wire, sessionKey } = await conversation(peer);
      const params = { sessionKey, message: "stream 20", idempotencyKey: randomUUID() };
      await Promise.all([ask(wire, "chat.send", params), ask(wire, "chat.send", params)]);
      await endOf(wire, params.idempotencyKey);
      await ask(wire, "chat.send", params);
      const messages = await transcript(wire, sessionKey);
      expect(messages.filter(({ role }) => role === "user")).toHaveLength(1);
    });

    test("somebody who comes in the middle reads the whole answer", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      const runId = await send("stream 800 every 2 ms");
      await wire.frame(({ event, payload }) => event === "chat" && (payload as { state?: string }).state === "delta");
      const late = await peer.wire();
      const history = await ask(late, "chat.history", { sessionKey });
      expect(history.inFlightRun?.runId).toBe(runId);
      await endOf(late, runId);
      const rest = chatEvents(late, runId)
        .filter(({ seq }) => seq > (history.inFlightRun?.seq ?? 0))
        .map((event) => (event.state === "delta" ? event.deltaText : ""));
      const read = `${history.inFlightRun?.text}${rest.join("")}`;
      const whole = numberedTokens(800).join("");
      expect(whole.startsWith(read.trimEnd())).toBe(true);
      expect((await transcript(late, sessionKey)).at(-1)).toMatchObject({ role: "assistant" });
      await late.close();
    });

    test("a provider's error ends the run once, in words", async () => {
      const { wire, send } = await conversation(peer);
      const runId = await send("fail 400 no such thing");
      expect(await endOf(wire, runId)).toMatchObject({ state: "error" });
      expect(chatEvents(wire, runId).filter(isEnd)).toHaveLength(1);
    });

    test("a session is listed, renamed with an event, and deleted", async () => {
      const { wire, sessionKey, send } = await conversation(peer);
      await endOf(wire, await send("stream 3"));
      const { sessions } = await ask(wire, "sessions.list", { limit: 200 });
      expect(sessions.map(({ key }) => key)).toContain(sessionKey);
      await ask(wire, "sessions.patch", { key: sessionKey, label: "Contract" });
      await wire.frame(
        (frame) => frame.event === "sessions.changed" && JSON.stringify(frame).includes('"label":"Contract"'),
      );
      expect(await ask(wire, "sessions.delete", { key: sessionKey })).toMatchObject({ ok: true });
      const after = await ask(wire, "sessions.list", { limit: 200 });
      expect(after.sessions.map(({ key }) => key)).not.toContain(sessionKey);
    });

    test("an agent that was made is there for the next question, and one that was deleted is not", async () => {
      const { wire } = await conversation(peer);
      const ids = async () => (await ask(wire, "agents.list", {})).agents.map(({ id }) => id);
      for (const name of ["Scout", "Clerk", "Scribe"]) {
        const { agentId } = await ask(wire, "agents.create", { name });
        expect(await ids()).toContain(agentId);
        await ask(wire, "agents.files.list", { agentId });
        await ask(wire, "agents.delete", { agentId });
        expect(await ids()).not.toContain(agentId);
      }
    });

    test("a method that nobody answers is an error with a code", async () => {
      const { wire } = await conversation(peer);
      const reply = await wire.req("nobody.answers.this", {});
      expect(reply).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^[A-Z_]+$/) } });
    });
  });
}

const DEPLOY = {
  questions: [
    {
      id: "target",
      header: "Where it is deployed to",
      question: "Where to?",
      options: [{ label: "Staging" }, { label: "Production" }],
    },
  ],
};

/** What an agent asks in a session, once it does. */
async function asked(wire: WireClient, sessionKey: string): Promise<QuestionRecord> {
  const { payload } = await wire.frame(
    (frame) => frame.event === "question.requested" && (frame.payload as QuestionRecord).sessionKey === sessionKey,
  );
  return payload as QuestionRecord;
}

function isEndOfQuestion({ event, payload }: WireClient["frames"][number], id: string): boolean {
  return event === "question.resolved" && (payload as QuestionResolved).id === id;
}

/** What was told of a question's end. */
function ends(wire: WireClient, id: string): unknown[] {
  return wire.frames.filter((frame) => isEndOfQuestion(frame, id)).map(({ payload }) => payload);
}

async function conversation(peer: ContractPeer) {
  const wire = await peer.wire();
  const sessionKey = `agent:main:contract-${randomUUID()}`;
  return {
    wire,
    sessionKey,
    async send(message: string, queueMode?: "followup"): Promise<string> {
      const idempotencyKey = randomUUID();
      await ask(wire, "chat.send", { sessionKey, message, idempotencyKey, ...(queueMode && { queueMode }) });
      return idempotencyKey;
    },
  };
}

/** Resolves once this many deltas of a run have come from now on. */
async function moreDeltas(wire: WireClient, runId: string, count: number): Promise<void> {
  const deltas = () => chatEvents(wire, runId).filter(({ state }) => state === "delta").length;
  const enough = deltas() + count;
  await wire.frame(() => deltas() >= enough);
}

async function transcript(wire: WireClient, sessionKey: string): Promise<Message[]> {
  return (await ask(wire, "chat.history", { sessionKey })).messages;
}

/** Ids of the messages that were told of a session, in the order of telling. */
function told(wire: WireClient, sessionKey: string): string[] {
  return wire.frames
    .filter(({ event }) => event === "session.message")
    .map(({ payload }) => payload as { sessionKey: string; message: Message })
    .filter((payload) => payload.sessionKey === sessionKey)
    .map(({ message }) => message.__openclaw.id);
}

function isStored(frame: Record<string, unknown>, sessionKey: string, words: string, role: string): boolean {
  if (frame.event !== "session.message") return false;
  const { sessionKey: key, message } = frame.payload as { sessionKey: string; message: Message };
  return key === sessionKey && message.role === role && textOf(message).includes(words);
}
