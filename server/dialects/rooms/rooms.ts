import { CLOSE, type RpcError } from "../../protocol/errors.ts";
import type { JsonObject, PrincipalInfo } from "../../protocol/frames.ts";
import type { Peer } from "../dialect.ts";
import { errorFrame } from "../frames.ts";
import { CircleTalk } from "./circle-talk.ts";
import type { RoomBus, RoomHost, RoomWatch } from "./ports.ts";
import { Room } from "./room.ts";
import { destinationOf, ROOM_EVENTS, TALK } from "./room-events.ts";
import { channelOf, type RoomName } from "./room-name.ts";

export interface RoomsOptions {
  bus: RoomBus;
  host: RoomHost;
  /** Gives an unexpected error the shape that may be shown. */
  shapeFault: (error: unknown, doing: string) => RpcError;
  /** See `RoomOptions`. */
  pingMs?: number;
  now?: () => number;
}

interface OpenRoom {
  room: Room;
  watch: RoomWatch;
}

/** The rooms that somebody is in. */
export class Rooms {
  readonly circles: CircleTalk;
  readonly #options: RoomsOptions;
  readonly #open = new Map<string, OpenRoom>();
  readonly #unsubscribe: () => void;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.circles = new CircleTalk(options);
    this.#unsubscribe = options.bus.subscribe((event, payload) => this.#hear(event, payload));
  }

  /** @throws RpcError FORBIDDEN, NOT_FOUND */
  async admit(principal: PrincipalInfo, name: RoomName): Promise<void> {
    await this.#options.host.admit(principal, name);
  }

  /** Resolves once nothing that happens there is missed any more. */
  async join(peer: Peer, name: RoomName): Promise<void> {
    const channel = channelOf(name);
    let open = this.#open.get(channel);
    if (!open) {
      const { host, pingMs, now } = this.#options;
      const room = new Room({ channel, pingMs, now });
      open = { room, watch: host.watch(name, (type, data, audience) => room.push(type, data, audience)) };
      this.#open.set(channel, open);
    }
    open.room.join(peer);
    await open.watch.ready;
  }

  /** The last one who leaves closes the room. */
  leave(peer: Peer, name: RoomName): void {
    const channel = channelOf(name);
    const open = this.#open.get(channel);
    open?.room.leave(peer);
    if (open?.room.members.size === 0) this.#end(channel, open);
  }

  /** Everybody in the room hears it, wherever they are connected. */
  talk(name: RoomName, { id: from, name: called }: PrincipalInfo, content: string): void {
    const event = TALK[name.kind];
    const { field } = ROOM_EVENTS[event];
    this.#options.bus.publish(event, { [field]: name.id, content, from, name: called });
  }

  /** Looks again who may be in a room, after its place has changed; closes those who may not. */
  async review(name: RoomName): Promise<void> {
    const members = [...(this.#open.get(channelOf(name))?.room.members ?? [])];
    await Promise.all(
      members.map(async (peer) => {
        try {
          await this.admit(peer.principal(), name);
        } catch (error) {
          this.turnAway(peer, error);
        }
      }),
    );
  }

  /** Says why and closes. */
  turnAway(peer: Peer, error: unknown): void {
    peer.send(errorFrame(this.#options.shapeFault(error, "a room")));
    peer.close(CLOSE.POLICY);
  }

  /** Idempotent. */
  close(): void {
    this.#unsubscribe();
    for (const [channel, open] of this.#open) this.#end(channel, open);
  }

  #hear(event: string, payload: JsonObject): void {
    const destination = destinationOf(event, payload);
    if (destination) this.#open.get(channelOf(destination.room))?.room.push(destination.type, payload);
  }

  #end(channel: string, { room, watch }: OpenRoom): void {
    this.#open.delete(channel);
    watch.close();
    room.close();
  }
}
