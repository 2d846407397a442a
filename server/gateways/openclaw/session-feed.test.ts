import { expect, test } from "vitest";
import type { GatewayEvent } from "../../protocol/events.ts";
import type { SessionRow } from "../../protocol/sessions.ts";
import { SessionFeed } from "./session-feed.ts";

const row = (id: string, role: string, seq: number, run: object) => ({
  role,
  content: id,
  timestamp: seq,
  __openclaw: { id, seq, ...run },
});

const ROW: SessionRow = {
  key: "agent:main:x",
  sessionId: "s",
  agentId: "main",
  kind: "direct",
  createdAt: 1,
  updatedAt: 5,
  hasActiveRun: true,
};

/** A gateway's transcript whose connection is there or not. */
function transcript() {
  const rows: object[] = [];
  const told: string[] = [];
  const ends: string[] = [];
  const state = { isConnected: true, pending: [] as object[] };
  const request = async () => {
    if (!state.isConnected) throw new Error("not connected");
    return { messages: rows, deltaCursor: undefined, pendingInputs: { items: state.pending } };
  };
  const emit = ({ event, payload }: GatewayEvent) => {
    if (event === "chat") {
      const { runId, state } = payload as { runId: string; state: string };
      ends.push(`${runId} ${state}`);
    }
    if (event === "session.message") told.push((payload as { message: { content: string } }).message.content);
  };
  return { rows, told, ends, state, feed: new SessionFeed("agent:main:x", { request, emit }) };
}

test("RES-5: a message whose wire was cut before anything was heard of it is told after the reconnect", async () => {
  const { rows, told, state, feed } = transcript();
  rows.push(
    row("old question", "user", 1, { idempotencyKey: "old:user" }),
    row("old answer", "assistant", 2, { runId: "old" }),
  );
  state.isConnected = false;
  await feed.begin("mine");
  rows.push(
    row("question", "user", 3, { idempotencyKey: "mine:user" }),
    row("answer", "assistant", 4, { runId: "mine" }),
  );
  state.isConnected = true;
  await feed.reconcile();
  expect(told).toEqual(["question", "answer"]);
  await feed.reconcile();
  expect(told).toEqual(["question", "answer"]);
});

test("a message that waits has no end until it was withdrawn, whatever the gateway says of it at once", async () => {
  const { rows, ends, state, feed } = transcript();
  await feed.begin("waits");
  state.pending = [{ runId: "waits", state: "queued" }];
  await feed.take("chat", { runId: "waits", state: "final" });
  expect(ends).toEqual([]);
  expect(feed.inFlight).toBeUndefined();
  state.pending = [{ runId: "waits", state: "cancelled" }];
  await feed.take("chat", { runId: "other", state: "aborted" });
  expect(ends).toEqual(["waits aborted", "other aborted"]);

  await feed.begin("heard");
  state.pending = [{ runId: "heard", state: "queued" }];
  await feed.take("chat", { runId: "heard", state: "final" });
  rows.push(row("heard", "user", 1, { idempotencyKey: "heard:user" }));
  state.pending = [];
  await feed.reconcile();
  expect(ends).toHaveLength(2);
});

test("what waited goes on under its key, whatever the gateway calls its run", async () => {
  const { rows, told, ends, state, feed } = transcript();
  await feed.begin("first");
  await feed.take("agent", { runId: "first", stream: "lifecycle", data: { phase: "start" } });
  await feed.begin("waits");
  state.pending = [
    { runId: "waits", state: "queued" },
    { runId: "waits too", state: "queued" },
  ];
  await feed.take("chat", { runId: "waits", state: "final" });
  await feed.take("chat", { runId: "first", state: "final" });
  expect(ends).toEqual(["first final"]);

  await feed.take("agent", { runId: "renamed", stream: "lifecycle", data: { phase: "start" } });
  expect(feed.inFlight?.runId).toBe("waits");
  expect(feed.names.idOf("waits")).toBe("renamed");
  expect(feed.row({ ...ROW, activeRunIds: ["renamed"], lastRunId: "first" })).toEqual({
    ...ROW,
    activeRunIds: ["waits"],
    lastRunId: "first",
  });
  // As the gateway tells of most that runs.
  expect(feed.row({ ...ROW, lastRunId: "renamed" })).toEqual({ ...ROW, activeRunIds: ["waits"], lastRunId: "waits" });
  const { hasActiveRun: _unsaid, ...described } = ROW;
  expect(feed.row(described)).toEqual({ ...ROW, activeRunIds: ["waits"] });
  const idle = { ...ROW, hasActiveRun: false };
  expect(feed.row(idle)).toEqual(idle);
  // What the gateway says of it late, or again, is not its end.
  await feed.take("chat", { runId: "waits", state: "final" });
  rows.push(
    row("question", "user", 1, { idempotencyKey: "waits:user" }),
    row("answer", "assistant", 2, { runId: "renamed" }),
  );
  state.pending.shift();
  await feed.take("chat", { runId: "renamed", state: "final" });
  expect(ends).toEqual(["first final", "waits final"]);
  expect(told).toEqual(["question", "answer"]);

  await feed.take("agent", { runId: "renamed again", stream: "lifecycle", data: { phase: "start" } });
  expect(feed.inFlight?.runId).toBe("waits too");
});

test("what waited has its name also when its words are read before its run is heard of", async () => {
  const { rows, ends, state, feed } = transcript();
  await feed.begin("first");
  await feed.take("agent", { runId: "first", stream: "lifecycle", data: { phase: "start" } });
  await feed.begin("waits");
  state.pending = [{ runId: "waits", state: "queued" }];
  await feed.take("chat", { runId: "waits", state: "final" });
  state.pending = [];
  rows.push(row("question", "user", 1, { idempotencyKey: "waits:user" }));
  await feed.take("chat", { runId: "first", state: "aborted" });
  await feed.take("agent", { runId: "renamed", stream: "lifecycle", data: { phase: "start" } });
  expect(feed.inFlight?.runId).toBe("waits");
  await feed.take("chat", { runId: "renamed", state: "final" });
  expect(ends).toEqual(["first aborted", "waits final"]);
});

test("what was taken into a run gives its name to none that comes after it", async () => {
  const { rows, state, feed } = transcript();
  await feed.begin("first");
  await feed.take("agent", { runId: "first", stream: "lifecycle", data: { phase: "start" } });
  await feed.begin("joins");
  state.pending = [{ runId: "joins", state: "queued" }];
  await feed.take("chat", { runId: "joins", state: "final" });
  state.pending = [];
  rows.push(
    row("one more thing", "user", 1, { idempotencyKey: "joins:user" }),
    row("answer to both", "assistant", 2, { runId: "first" }),
  );
  await feed.take("chat", { runId: "first", state: "final" });
  await feed.take("agent", { runId: "later", stream: "lifecycle", data: { phase: "start" } });
  expect(feed.inFlight?.runId).toBe("later");
});

test("a run that is known to somebody keeps its name, though something waits", async () => {
  const { state, feed } = transcript();
  state.pending = [{ runId: "waits", state: "queued" }];
  await feed.reconcile();
  await feed.begin("mine");
  await feed.take("agent", { runId: "mine", stream: "lifecycle", data: { phase: "start" } });
  expect(feed.inFlight?.runId).toBe("mine");
  await feed.take("agent", { runId: "beside it", stream: "lifecycle", data: { phase: "start" } });
  expect(feed.names.nameOf("beside it")).toBe("beside it");
});

test("a run that began before anybody listened is known by what the history says of it, and ends once", async () => {
  const ends: string[] = [];
  const state: { inFlightRun?: object } = { inFlightRun: { runId: "silent", text: "So far" } };
  const request = async () => ({ messages: [], deltaCursor: undefined, ...state });
  const emit = ({ event, payload }: GatewayEvent) => {
    const { runId, state } = payload as { runId: string; state: string };
    if (event === "chat" && state !== "delta") ends.push(`${runId} ${state}`);
  };
  const feed = new SessionFeed("agent:main:x", { request, emit });
  await feed.reconcile();
  expect(feed.inFlight).toMatchObject({ runId: "silent", text: "So far" });
  expect(feed.row(ROW)).toMatchObject({ hasActiveRun: true, activeRunIds: ["silent"] });
  await feed.reconcile();
  expect(ends).toEqual([]);
  state.inFlightRun = undefined;
  await feed.reconcile();
  await feed.reconcile();
  expect(ends).toEqual(["silent final"]);
  expect(feed.inFlight).toBeUndefined();
});
