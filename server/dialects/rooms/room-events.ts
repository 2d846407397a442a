import type { JsonObject } from "../../protocol/frames.ts";
import type { RoomKind, RoomName } from "./room-name.ts";

/**
 * The events that rooms hear on the bus: what kind of room each is for, which field of its payload names the room, and
 * the type of the frame that the room gets. A new event is one line here.
 */
export const ROOM_EVENTS = {
  "circle.message": { kind: "circles", field: "circle_name", type: "message" },
  "circle.status": { kind: "circles", field: "circle_name", type: "circle_status" },
  "agent.message": { kind: "circles", field: "circle_name", type: "agent_message" },
  "agent.joined": { kind: "circles", field: "circle_name", type: "agent_joined" },
  "agent.left": { kind: "circles", field: "circle_name", type: "agent_left" },
  "workspace.message": { kind: "workspace", field: "workspace_id", type: "message" },
  "workspace.file_changed": { kind: "workspace", field: "workspace_id", type: "file_changed" },
  "workspace.file_created": { kind: "workspace", field: "workspace_id", type: "file_created" },
  "workspace.file_deleted": { kind: "workspace", field: "workspace_id", type: "file_deleted" },
  "workspace.git_status": { kind: "workspace", field: "workspace_id", type: "git_status" },
  "agents.message": { kind: "agents", field: "agent_id", type: "message" },
} as const satisfies Record<string, { kind: RoomKind; field: string; type: string }>;

export type RoomEvent = keyof typeof ROOM_EVENTS;

/** The event by which people talk in a room of each kind. */
export const TALK: Record<RoomKind, RoomEvent> = {
  circles: "circle.message",
  workspace: "workspace.message",
  agents: "agents.message",
};

/** The room that an event is for, and the type of its frame; undefined when it is for none. */
export function destinationOf(event: string, payload: JsonObject): { room: RoomName; type: string } | undefined {
  if (!isRoomEvent(event)) return undefined;
  const { kind, field, type } = ROOM_EVENTS[event];
  const id = payload[field];
  // Programs of others number their workspaces.
  if (typeof id !== "string" && typeof id !== "number") return undefined;
  return { room: { kind, id: String(id) }, type };
}

function isRoomEvent(event: string): event is RoomEvent {
  return Object.hasOwn(ROOM_EVENTS, event);
}
