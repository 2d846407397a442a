import { afterAll, beforeAll, expect, test } from "vitest";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";

let server: MissionControl;
let wire: WireClient;

beforeAll(async () => {
  server = await MissionControl.start();
  wire = await openWire(server);
});
afterAll(() => server?.[Symbol.asyncDispose]());

test("every method of the embedded gateway and of Mission Control itself is described with the schema of its params", async () => {
  const { methods } = await ask(wire, "methods.describe", {});
  const names = methods.map(({ name }) => name);
  const { gateways } = await ask(wire, "gateways.list", {});
  expect(names).toEqual(expect.arrayContaining([...(gateways[0]?.methods ?? []), "gateways.add", "methods.describe"]));
  expect(names).toEqual([...new Set(names)].sort());
  for (let from = 0; from < names.length; from += 50) {
    const described = await ask(wire, "methods.describe", { methods: names.slice(from, from + 50) });
    expect(described.methods.map(({ name }) => name)).toEqual(names.slice(from, from + 50));
    for (const { name, params } of described.methods) expect([name, params?.type]).toEqual([name, "object"]);
  }
});

test("a description tells the scope, who answers, whether it only reads, and the result where one is published", async () => {
  const { methods } = await ask(wire, "methods.describe", { methods: ["cron.list", "gateways.add", "no.such"] });
  expect(methods).toMatchObject([
    { name: "cron.list", scope: "operator.read", readsOnly: true, answeredBy: "gateway" },
    {
      name: "gateways.add",
      scope: "operator.admin",
      readsOnly: false,
      answeredBy: "mission-control",
      params: { required: expect.arrayContaining(["url"]) },
    },
  ]);
  const [status] = (await ask(wire, "methods.describe", { methods: ["channels.status"] })).methods;
  expect(status?.result?.properties).toHaveProperty("channelOrder");
});
