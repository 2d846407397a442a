/** What a room is about: a circle, an agent's workspace, or an agent. */
export type RoomKind = "circles" | "workspace" | "agents";

/** A room by its path `/ws/{kind}/{id}`. Rooms of different kinds are different rooms, whatever their ids. */
export interface RoomName {
  kind: RoomKind;
  id: string;
}

const PATH = /^\/ws\/(circles|workspace|agents)\/([a-z0-9][a-z0-9_-]{0,63})$/;

/** Undefined for a path that is no room's. */
export function roomOfPath(path: string): RoomName | undefined {
  const [, kind, id] = PATH.exec(path) ?? [];
  return isKind(kind) && id ? { kind, id } : undefined;
}

/** What frames name the room by, and what tells it from all others: `circles/dev-team`. */
export function channelOf({ kind, id }: RoomName): string {
  return `${kind}/${id}`;
}

function isKind(kind: string | undefined): kind is RoomKind {
  return kind === "circles" || kind === "workspace" || kind === "agents";
}
