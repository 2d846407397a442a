import { expect, test } from "vitest";
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
