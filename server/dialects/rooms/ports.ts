import type { Audience } from "../../protocol/events.ts";
import type { JsonObject, PrincipalInfo } from "../../protocol/frames.ts";
import type { RoomEvent } from "./room-events.ts";
import type { RoomName } from "./room-name.ts";

/** Carries events between this process's rooms, and those of others. */
export interface RoomBus {
  publish(event: RoomEvent, payload: JsonObject): void;
  /** Hears events of any name. */
  subscribe(listener: (event: string, payload: JsonObject) => void): () => void;
}

/** An agent of a circle. */
export interface CircleAgent {
  id: string;
  name: string;
}

export interface RoomWatch {
  /** Resolves when nothing that happens from now on is missed. Never rejects. */
  readonly ready: Promise<void>;
  /** Idempotent. */
  close(): void;
}

/** Tells all in the room; with an audience those alone whom it admits. */
export type RoomPush = (type: string, data: JsonObject, audience?: Audience) => void;

/** What rooms are about, and who may be in them. */
export interface RoomHost {
  /** @throws RpcError FORBIDDEN when the principal may not be there, NOT_FOUND when there is no such place */
  admit(principal: PrincipalInfo, room: RoomName): Promise<void>;
  /** Watches while somebody is there. What is for this process alone is pushed, the rest published. */
  watch(room: RoomName, push: RoomPush): RoomWatch;
  /** @throws RpcError */
  agentsOf(principal: PrincipalInfo, circle: string): Promise<readonly CircleAgent[]>;
  /** One agent's answer to one message, in the session that it keeps for the circle. @throws RpcError */
  ask(question: {
    principal: PrincipalInfo;
    agentId: string;
    circle: string;
    message: string;
  }): Promise<{ runId: string; text: string }>;
}
