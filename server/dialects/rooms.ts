import { RpcError } from "../protocol/errors.ts";
import { allows, type JsonObject } from "../protocol/frames.ts";
import type { Dialect, DialectSession, Peer } from "./dialect.ts";
import { errorFrame, isObject, textField, typeOf } from "./frames.ts";
import { type RoomName, roomOfPath } from "./rooms/room-name.ts";
import type { Rooms } from "./rooms/rooms.ts";

/**
 * Places that people and agents share, by the path of the connection: `message` to everybody there, and in circles
 * `user_message` to the agents too.
 */
export function roomsDialect(rooms: Rooms): Dialect {
  return {
    name: "rooms",
    needsAuthentication: true,
    opensAt: "connect",
    claims: (frame) => typeOf(frame) === "message" || typeOf(frame) === "user_message",
    refuse: (frame, error) => errorFrame(error, frame),
    open(peer) {
      const name = roomOfPath(peer.url.pathname);
      if (!name) throw new Error(`${peer.url.pathname} is no room's path`);
      return new Seat(peer, name, rooms);
    },
  };
}

/** One connection's place in its room. */
class Seat implements DialectSession {
  readonly #peer: Peer;
  readonly #name: RoomName;
  readonly #rooms: Rooms;
  /** Whether the peer was let in. Frames that come before wait for it, in their order. */
  readonly #admitted: Promise<boolean>;
  #closed = false;

  constructor(peer: Peer, name: RoomName, rooms: Rooms) {
    this.#peer = peer;
    this.#name = name;
    this.#rooms = rooms;
    this.#admitted = this.#enter();
  }

  async handle(frame: unknown): Promise<void> {
    if (!isObject(frame) || !(await this.#admitted)) return;
    const principal = this.#peer.principal();
    if (!allows(principal.scopes, "operator.write")) {
      throw new RpcError("FORBIDDEN", "Talking in a room needs the scope operator.write.");
    }
    const content = textField(frame, "content");
    if (content === undefined) throw new RpcError("INVALID_REQUEST", "Missing content");
    if (frame.type === "user_message" && this.#name.kind !== "circles") {
      throw new RpcError("INVALID_REQUEST", "user_message asks the agents of a circle: open /ws/circles/{name}.");
    }
    this.#rooms.talk(this.#name, principal, content);
    if (frame.type === "user_message") await this.#ask(frame, content);
  }

  close(): void {
    this.#closed = true;
    this.#rooms.leave(this.#peer, this.#name);
  }

  async #enter(): Promise<boolean> {
    try {
      await this.#rooms.admit(this.#peer.principal(), this.#name);
    } catch (error) {
      if (!this.#closed) this.#rooms.turnAway(this.#peer, error);
      return false;
    }
    if (this.#closed) return false;
    await this.#rooms.join(this.#peer, this.#name);
    return true;
  }

  async #ask(frame: JsonObject, content: string): Promise<void> {
    await this.#rooms.circles.ask(this.#peer.principal(), this.#name.id, content, (error, agent_id) =>
      this.#peer.send(errorFrame(error, frame, { agent_id })),
    );
  }
}
