import { expect, test } from "vitest";
import { StageGateway } from "../hub/testing/stage-gateway.ts";
import { TestHub } from "../hub/testing/test-hub.ts";

test("gateways.list names what there is, the default one, and what each answers", async () => {
  const gateways = [new StageGateway({ status: () => 1 }, "one"), new StageGateway({}, "two")];
  await using hub = await TestHub.start({ gateways });
  expect((await hub.client().req("gateways.list")).payload).toEqual({
    defaultId: "one",
    gateways: [
      {
        id: "one",
        name: "one",
        kind: "embedded",
        status: { state: "ready", since: 0 },
        methods: ["health", "status"],
      },
      { id: "two", name: "two", kind: "embedded", status: { state: "ready", since: 0 }, methods: ["health"] },
    ],
  });
});

test("hub.status tells connections, log positions and memory", async () => {
  const gateway = new StageGateway();
  await using hub = await TestHub.start({ gateways: [gateway] });
  gateway.emit("tick", {});
  expect((await hub.client().req("hub.status")).payload).toEqual({
    connections: 1,
    logs: [{ gateway: "embedded", epoch: "epoch", head: 1, tail: 1, bytes: expect.any(Number) }],
    memory: { rssBytes: expect.any(Number), heapUsedBytes: expect.any(Number) },
    uptimeMs: expect.any(Number),
  });
});

test.each([[{}], [{ sessions: "some" }], [{ sessions: [1] }], [{ sessions: [], more: 1 }]])(
  "events.scope refuses %j",
  async (params) => {
    await using hub = await TestHub.start();
    expect(await hub.client().req("events.scope", params)).toMatchObject({ error: { code: "INVALID_REQUEST" } });
  },
);
