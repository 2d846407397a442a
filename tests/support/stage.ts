import { pino } from "pino";
import { onTestFinished } from "vitest";
import { channelsDialect } from "../../server/dialects/channels.ts";
import { jsonrpcDialect } from "../../server/dialects/jsonrpc.ts";
import { openTestGateway, type TestGateway, type TestGatewayOptions } from "../../server/embedded/testing/gateway.ts";
import { SharedGateways } from "../../server/gateways/directory.ts";
import type { StageGateway } from "../../server/hub/testing/stage-gateway.ts";
import { TestHub, type TestHubOptions } from "../../server/hub/testing/test-hub.ts";
import { createFaults } from "../../server/rpc/faults.ts";

/** Every dialect of `/ws` over real sockets, quick to look again. */
export function dialects(recheckMs = 30_000) {
  const shapeFault = createFaults({ logger: pino({ level: "silent" }) });
  return [jsonrpcDialect({ recheckMs }), channelsDialect({ shapeFault, restMs: 5, retryMs: 10, recheckMs })];
}

/** The embedded gateway on a real store, with a model that does as it is told, behind the hub. */
export async function openStage(
  gateway: TestGatewayOptions = {},
  hub: TestHubOptions = {},
): Promise<TestGateway & { hub: TestHub }> {
  const test = await openTestGateway(gateway);
  const directory = new SharedGateways([test.gateway]);
  const opened = await TestHub.start({ gateways: [], directory, dialects: dialects(), ...hub });
  onTestFinished(() => opened[Symbol.asyncDispose]());
  opened.feeds.follow(test.gateway);
  return { ...test, hub: opened };
}

/** A gateway that answers as a test says, behind the hub. */
export async function openHub(
  gateway: StageGateway,
  hub: TestHubOptions & { recheckMs?: number } = {},
): Promise<TestHub> {
  const { recheckMs, ...options } = hub;
  const opened = await TestHub.start({ gateways: [gateway], dialects: dialects(recheckMs), ...options });
  onTestFinished(() => opened[Symbol.asyncDispose]());
  return opened;
}
