import { randomUUID } from "node:crypto";
import type { MissionControl } from "../support/mission-control.ts";
import { ask, endOf, openWire } from "../support/wire.ts";

/** Somebody elsewhere talks to an agent; resolves once it has answered. */
export async function converse(server: MissionControl, sessionKey: string, message: string): Promise<void> {
  await using wire = disposable(await openWire(server));
  const { runId } = await ask(wire.client, "chat.send", { sessionKey, message, idempotencyKey: randomUUID() });
  await endOf(wire.client, runId);
}

/** Somebody elsewhere begins a run, which goes on. */
export async function begin(server: MissionControl, sessionKey: string, message: string): Promise<void> {
  await using wire = disposable(await openWire(server));
  await ask(wire.client, "chat.send", { sessionKey, message, idempotencyKey: randomUUID() });
}

/** Somebody elsewhere writes an agent's file. */
export async function writeAgentFile(server: MissionControl, name: string, content: string): Promise<void> {
  await using wire = disposable(await openWire(server));
  await ask(wire.client, "agents.files.set", { agentId: "main", name, content });
}

function disposable(client: Awaited<ReturnType<typeof openWire>>) {
  return { client, [Symbol.asyncDispose]: async () => void (await client.close()) };
}
