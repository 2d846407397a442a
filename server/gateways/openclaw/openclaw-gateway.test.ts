import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { WebSocketServer } from "ws";
import type { GatewayStatus } from "../../protocol/gateways.ts";
import { openDeviceIdentity } from "./device-identity.ts";
import { OpenClawGateway } from "./openclaw-gateway.ts";

const RESTARTING = 1012;
const STARTING = 1013;

test("tries that fail alike are one piece of news; another reason keeps the time of the loss", async () => {
  await using door = await closedDoor();
  const statuses: GatewayStatus[] = [];
  await using _gateway = await openGateway(door.url, (status) => statuses.push(status));
  for (const code of [STARTING, STARTING, STARTING, RESTARTING, RESTARTING]) await door.refuse(code);
  expect(statuses).toMatchObject([
    { state: "unavailable", code: "starting" },
    { state: "unavailable", code: "restarting", since: statuses[0]?.since },
  ]);
});

/** Lets nobody in: each try waits until the test says how it ends. */
async function closedDoor() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  // The server only says a port after it listens, never a path.
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    async refuse(code: number) {
      const [socket] = await once(server, "connection");
      socket.close(code);
      await once(socket, "close");
    },
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

async function openGateway(url: string, onStatus: (status: GatewayStatus) => void) {
  const home = await mkdtemp(join(tmpdir(), "mission-control-gateway-"));
  const gateway = new OpenClawGateway({
    gatewayId: "remote",
    name: "Remote",
    url,
    identity: await openDeviceIdentity(join(home, "device.pem")),
    deviceTokens: { load: () => null, save: () => {}, clear: () => {} },
    clientVersion: "0.0.0",
    logger: pino({ level: "silent" }),
    random: () => 0,
  });
  gateway.onStatus(onStatus);
  gateway.wake();
  return {
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
