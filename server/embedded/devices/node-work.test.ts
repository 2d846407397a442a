import { expect, test } from "vitest";
import { NodeWorkQueue } from "./node-work.ts";

test("of each type one waits: a second one is the first", () => {
  const { queue } = make();
  const first = queue.add("a", { type: "location.request" });
  expect(first).toMatchObject({ revision: 1, queued: { id: "id-1", priority: "normal", expiresAtMs: 86_400_000 } });
  expect(queue.add("a", { type: "location.request", priority: "high" })).toEqual(first);
  expect(queue.add("b", { type: "location.request" }).queued.id).toBe("id-2");
});

test("the most urgent is taken first, and no more than asked for; a status is always asked for, last", () => {
  const { queue } = make();
  queue.add("a", { type: "status.request" });
  queue.add("a", { type: "location.request", priority: "high" });
  expect(queue.take("a", 1)).toMatchObject({ revision: 3, items: [{ type: "location.request" }], hasMore: true });
  expect(queue.take("a")).toMatchObject({ revision: 4, items: [{ id: "id-1" }], hasMore: false });
  expect(queue.take("a")).toMatchObject({ revision: 0, items: [{ id: "baseline-status", expiresAtMs: null }] });
  queue.add("a", { type: "location.request" });
  expect(queue.take("a", 1)).toMatchObject({ items: [{ type: "location.request" }], hasMore: true });
});

test("what is too old does not wait any more", () => {
  const { queue, sleep } = make();
  queue.add("a", { type: "location.request", expiresInMs: 1_000 });
  queue.add("a", { type: "status.request" });
  sleep(1_000);
  expect(queue.take("a")).toMatchObject({ items: [{ type: "status.request", id: "id-2" }], hasMore: false });
});

function make() {
  let now = 0;
  let ids = 0;
  const queue = new NodeWorkQueue({ clock: () => now, newId: () => `id-${++ids}` });
  return { queue, sleep: (ms: number) => (now += ms) };
}
