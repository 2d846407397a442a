import { expect, test } from "vitest";
import type { GatewayEvent } from "../../protocol/events.ts";
import { SessionFeed } from "./session-feed.ts";

const row = (id: string, role: string, seq: number, run: object) => ({
  role,
  content: id,
  timestamp: seq,
  __openclaw: { id, seq, ...run },
});

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
