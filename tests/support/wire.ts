import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { ChatEvent } from "../../server/protocol/events.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";
import type { GatewayInfo } from "../../server/protocol/gateways.ts";
import type { Method, ParamsOf, ResultOf } from "../../server/protocol/methods.ts";
import type { MissionControl } from "./mission-control.ts";

/** A native client with the admin's token. */
export async function openWire(server: MissionControl): Promise<WireClient> {
  const token = (await readFile(join(server.home, "token"), "utf8")).trim();
  const wire = new WireClient(server.wsUrl, { headers: { authorization: `Bearer ${token}` } });
  await wire.frame({ type: "connected" });
  return wire;
}

/** Asks, and takes nothing but a good answer. */
export async function ask<M extends Method>(wire: WireClient, method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
  const reply = await wire.req(method, params);
  if (!reply.ok) throw new Error(`${method} failed: ${JSON.stringify(reply.error)}`);
  return answerOf<ResultOf<M>>(reply);
}

/** Resolves once the default gateway answers. */
export async function defaultGatewayReady(server: MissionControl): Promise<void> {
  const wire = await openWire(server);
  const changes = () => wire.frames.filter(({ event }) => event === "gateways.changed").length;
  for (let seen = changes(); !(await wire.req("health", {})).ok; seen = changes())
    await wire.frame(() => changes() > seen);
  await wire.close();
}

/** Resolves with a gateway once it is like this; looks again at each change that is told. */
export async function untilGateway(
  wire: WireClient,
  id: string,
  isLike: (gateway: GatewayInfo) => boolean,
): Promise<GatewayInfo> {
  const changes = () => wire.frames.filter(({ event }) => event === "gateways.changed").length;
  for (;;) {
    const seen = changes();
    const { gateways } = await ask(wire, "gateways.list", {});
    const found = gateways.find((gateway) => gateway.id === id);
    if (found && isLike(found)) return found;
    await wire.frame(() => changes() > seen);
  }
}

/** The `chat` events of a run, in the order in which they came. */
export function chatEvents(wire: WireClient, runId: string): ChatEvent[] {
  return wire.frames.filter((frame) => isChatOf(frame, runId)).map((frame) => answerOf<ChatEvent>(frame));
}

/** Resolves with the run's one end. */
export async function endOf(wire: WireClient, runId: string): Promise<ChatEvent> {
  const frame = await wire.frame((candidate) => isChatOf(candidate, runId) && isEnd(answerOf<ChatEvent>(candidate)));
  return answerOf<ChatEvent>(frame);
}

/** What a reader who appends deltas has on the screen, messages that were stored taken off at their time. */
export function streamedText(wire: WireClient, runId: string): string {
  return chatEvents(wire, runId)
    .map((event) => (event.state === "delta" ? event.deltaText : ""))
    .join("");
}

export function isEnd(event: ChatEvent): boolean {
  return event.state === "final" || event.state === "aborted" || event.state === "error";
}

function isChatOf(frame: JsonObject, runId: string): boolean {
  return frame.type === "event" && frame.event === "chat" && answerOf<{ runId?: string }>(frame).runId === runId;
}

/** The server's own promise of what a payload is. */
function answerOf<Answer>(frame: JsonObject): Answer {
  return frame.payload as Answer;
}
