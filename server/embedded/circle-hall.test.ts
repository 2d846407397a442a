import { expect, test } from "vitest";
import { RpcError } from "../protocol/errors.ts";
import { openTestGateway } from "./testing/gateway.ts";

const GUEST = { id: "guest", name: "Guest", scopes: ["operator.write" as const] };

test("what people and agents say is kept over a restart, told as it comes, and gone with the circle", async () => {
  const t = await openTestGateway();
  await t.call("circles.create", { name: "team", agents: ["main"] });
  const { circles } = t.gateway;
  circles.hear("circle.message", { circle_name: "team", from: "ann", name: "Ann", content: "hello" });
  circles.hear("circle.status", { circle_name: "team", state: "working", working: ["main"] });
  expect((await t.call("circles.history", { name: "team" })).working).toEqual(["main"]);
  circles.hear("agent.message", {
    circle_name: "team",
    agent_id: "main",
    agent_name: "Main",
    content: "hi",
    run_id: "r",
  });
  circles.hear("circle.status", { circle_name: "team", state: "idle", working: [] });
  await t.until("circle.message", ({ id }) => id === 2);
  expect(t.heard("circle.status").map(({ working }) => working)).toEqual([["main"], []]);
  await t.close();

  const again = await openTestGateway({ store: t.store, home: t.home });
  const history = await again.call("circles.history", { name: "team", limit: 1 });
  expect(history).toMatchObject({ hasMore: true, working: [], messages: [{ role: "assistant", runId: "r" }] });
  const older = await again.call("circles.history", { name: "team", before: history.messages[0]?.id });
  expect(older).toMatchObject({ hasMore: false, messages: [{ role: "user", name: "Ann", content: "hello" }] });
  await again.call("circles.delete", { name: "team" });
  await again.call("circles.create", { name: "team", agents: ["main"] });
  expect((await again.call("circles.history", { name: "team" })).messages).toEqual([]);
});

test("what is sent reaches the floor, and an agent that cannot answer is told in the circle", async () => {
  const t = await openTestGateway();
  await t.call("circles.create", { name: "team", agents: ["main"] });
  await expect(t.call("circles.send", { name: "team", message: "too early" })).rejects.toMatchObject({
    code: "UNAVAILABLE",
  });
  const asked: string[] = [];
  const leave = t.gateway.circles.attach({
    async ask(principal, circle, content, onFault) {
      asked.push(`${principal.id} ${circle} ${content}`);
      onFault(new RpcError("PROVIDER", "The model is down."), "main");
    },
  });
  expect(await t.call("circles.send", { name: "team", message: "hello" })).toEqual({ ok: true });
  expect(asked).toEqual(["t team hello"]);
  const { messages } = await t.call("circles.history", { name: "team" });
  expect(messages).toMatchObject([{ role: "fault", from: "main", content: "The model is down." }]);
  leave();
  await expect(t.call("circles.send", { name: "team", message: "too late" })).rejects.toMatchObject({
    code: "UNAVAILABLE",
  });
});

test("a circle with people is closed to others, and one that nobody made keeps nothing", async () => {
  const t = await openTestGateway();
  await t.call("circles.create", { name: "team", agents: ["main"], people: ["ann"] });
  const asGuest = { principal: GUEST };
  await expect(t.gateway.call("circles.history", { name: "team" }, asGuest)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(t.gateway.call("circles.send", { name: "team", message: "hi" }, asGuest)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  t.gateway.circles.hear("circle.message", { circle_name: "other", from: "ann", content: "hello" });
  await expect(t.call("circles.history", { name: "other" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
