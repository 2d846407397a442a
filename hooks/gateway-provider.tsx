"use client";

import type { ReactNode } from "react";
import type { GatewayClient, ParamsFor, RequestOptions, ResultFor, Unsubscribe } from "@/server/protocol/client.ts";
import type { ChatEvent } from "@/server/protocol/events.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { ChatSendResult } from "@/server/protocol/methods.ts";
import type { SendOptions } from "./chat/outbox.ts";

/** What every hook stands on. The object never changes while the provider lives. */
export interface GatewayContextValue {
  /** Asks the gateway; typed for the methods in `Methods`. Waits for a connection, never polls. @throws RpcError */
  sendReq<M extends string>(method: M, params?: ParamsFor<M>, options?: RequestOptions): Promise<ResultFor<M>>;
  /**
   * Sends words to a session through the outbox: kept until the server has them, sent once.
   * Resolves when the server accepted it. @throws RpcError when it is refused.
   */
  sendChat(sessionKey: string, text: string, options?: SendOptions): Promise<ChatSendResult>;
  /** Every event of every gateway, once, in order. */
  onEvent(listener: (event: string, payload: unknown, frame: EventFrame) => void): Unsubscribe;
  /** The `chat` events alone. */
  onChatMessage(listener: (event: ChatEvent, frame: EventFrame) => void): Unsubscribe;
  readonly client: GatewayClient;
}

/** Owns the page's one connection. Put once, around everything. */
export declare function GatewayProvider(props: { children: ReactNode; client?: GatewayClient }): ReactNode;

/** Everything inside asks this gateway unless a hook names another; left out, the caller's default one. */
export declare function GatewayScope(props: { gateway: string | undefined; children: ReactNode }): ReactNode;

/** The page's connection. @throws Error outside of a GatewayProvider. */
export declare function useGateway(): GatewayContextValue;

/** The gateway that hooks here ask: the named one, else the scope's, else undefined for the default. */
export declare function useGatewayId(named?: string): string | undefined;
