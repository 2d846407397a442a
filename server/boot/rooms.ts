import type { Logger } from "pino";
import type { RoomBus } from "../dialects/rooms/ports.ts";
import { ROOM_EVENTS } from "../dialects/rooms/room-events.ts";
import { Rooms } from "../dialects/rooms/rooms.ts";
import type { EmbeddedGateway } from "../embedded/gateway.ts";
import type { Gateway } from "../gateways/gateway.ts";
import { type Broker, MemoryBroker } from "../hub/broker/broker.ts";
import { type GatewayEvent, isEvent } from "../protocol/events.ts";
import type { Dispatch } from "../rpc/dispatch.ts";
import type { ShapeFault } from "../rpc/faults.ts";
import type { Runs } from "../rpc/runs.ts";
import type { Settings } from "../settings.ts";
import { roomHost } from "./room-host.ts";

/** Rooms over the circles, workspaces and agents there are, on the configured bus. */
export async function openRooms(parts: {
  settings: Settings;
  logger: Logger;
  shapeFault: ShapeFault;
  dispatch: Dispatch;
  runs: Runs;
  embedded: EmbeddedGateway;
  /** Whose agents are looked at. */
  defaultGateway: () => Gateway;
}): Promise<{ rooms: Rooms; close(): Promise<void> }> {
  const { settings, shapeFault, embedded } = parts;
  const logger = parts.logger.child({ source: "rooms" });
  const bus = await openBus(settings["redis.url"], logger);
  const rooms = new Rooms({ bus, host: roomHost({ ...parts, logger, bus }), shapeFault });
  const ends = [
    embedded.onEvent((event) => followPlaces(event, rooms, bus)),
    bus.subscribe((event, payload) => embedded.circles.hear(event, payload)),
    embedded.circles.attach({
      ask(principal, id, content, onFault) {
        rooms.talk({ kind: "circles", id }, principal, content);
        return rooms.circles.ask(principal, id, content, onFault);
      },
    }),
  ];
  return {
    rooms,
    async close() {
      for (const end of ends) end();
      rooms.close();
      await bus.close();
    },
  };
}

async function openBus(redisUrl: string | undefined, logger: Logger): Promise<Broker> {
  if (redisUrl) {
    const { RedisBroker } = await import("../hub/broker/redis.ts");
    return new RedisBroker({ url: redisUrl, events: Object.keys(ROOM_EVENTS), logger });
  }
  return new MemoryBroker((err) => logger.error({ err }, "an event could not be delivered"));
}

/** Tells circles who came and went, and looks again who may be in places that have changed. */
function followPlaces(event: GatewayEvent, rooms: Rooms, bus: RoomBus): void {
  if (isEvent(event, "circles.changed")) {
    const { name, joined, left } = event.payload;
    for (const agent_id of joined) bus.publish("agent.joined", { circle_name: name, agent_id });
    for (const agent_id of left) bus.publish("agent.left", { circle_name: name, agent_id });
    void rooms.review({ kind: "circles", id: name });
  } else if (isEvent(event, "agents.changed") && event.payload.reason === "delete") {
    const { agentId: id } = event.payload;
    void rooms.review({ kind: "workspace", id });
    void rooms.review({ kind: "agents", id });
  }
}
