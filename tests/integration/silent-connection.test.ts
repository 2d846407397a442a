import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { openPanelClient } from "../support/panel-client.ts";

// Without being asked for a sign of life it would be noticed at the third heartbeat, long after this test's time.
test("a connection that dies without a word is noticed by what is said next, which goes out once on another", async () => {
  await using server = await MissionControl.start();
  await using proxy = await CuttingProxy.start(server);
  const panel = openPanelClient(() => `ws://127.0.0.1:${proxy.port}/ws`, await tokenOf(server));
  await panel.ready();
  const states: string[] = [];
  panel.client.onState(({ state }) => states.push(state));

  proxy.silence();
  const sessionKey = "agent:main:main";
  const sent = { sessionKey, message: "say hello", idempotencyKey: randomUUID() };
  const began = performance.now();
  await expect(panel.client.request("chat.send", sent)).resolves.toMatchObject({ runId: sent.idempotencyKey });
  process.stdout.write(`    answered ${Math.round(performance.now() - began)} ms after a silent cut\n`);

  expect(states).toEqual(["waiting", "connecting", "greeting", "ready"]);
  const { messages } = await panel.client.request("chat.history", { sessionKey });
  expect(messages.filter(({ role }) => role === "user")).toHaveLength(1);
  panel.client.close();
});
