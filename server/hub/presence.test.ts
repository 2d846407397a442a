import { expect, test } from "vitest";
import { StageGateway } from "./testing/stage-gateway.ts";
import { TestHub } from "./testing/test-hub.ts";

test("who is connected is told once it is known who that is, and again when they leave", async () => {
  const told: string[] = [];
  await using hub = await TestHub.start({
    presence: {
      join: (id, { user, mode }) => told.push(`join ${id} ${user.id} ${mode}`),
      leave: (id) => told.push(`leave ${id}`),
    },
  });
  const stranger = hub.client({ token: null });
  await stranger.frame({ type: "connected" });
  const client = hub.client();
  const { payload } = await client.frame({ type: "connected" });
  const { clientId } = payload as { clientId: string };
  expect(told).toEqual([`join ${clientId} admin client`]);
  await client.close();
  await hub.endpoint.shutdown("test");
  expect(told).toContain(`leave ${clientId}`);
});

test("what somebody's own coming changes is told to the others, and is none of their own news", async () => {
  const gateway = new StageGateway();
  const join = (id: string) => gateway.emit("presence", { presence: [{ instanceId: id }] });
  await using hub = await TestHub.start({ gateways: [gateway], presence: { join, leave: () => {} } });
  const before = hub.client();
  await before.frame({ type: "connected" });
  await before.req("health");
  expect(before.events()).toEqual([]);
  const newcomer = hub.client();
  const { payload } = await newcomer.frame({ type: "connected" });
  await newcomer.req("health");
  const { seq } = await before.frame({ event: "presence" });
  // It stands behind it, so that a resume does not bring it either.
  expect(payload).toMatchObject({ seq });
  expect(newcomer.events()).toEqual([]);
});
