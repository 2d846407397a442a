"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { SWRConfig, type SWRConfiguration } from "swr";
import type { ChatSendResult } from "@/server/protocol/chat.ts";
import type { Client, ParamsFor, RequestOptions, ResultFor } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { ChatEvent } from "@/server/protocol/events.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { Unsubscribe } from "@/server/protocol/listeners.ts";
import { createBrowserClient } from "./browser-client.ts";
import type { SendOptions } from "./chat/outbox-entry.ts";
import { settleChatter } from "./chatter-wishes.ts";
import { recordOf } from "./debug/page-record.ts";

/** What every hook stands on. The object never changes while the provider lives. */
export interface GatewayContextValue {
  /** Asks the gateway; typed for the methods in `Methods`. Waits for a connection, never polls. @throws RpcError */
  sendReq: <M extends string>(method: M, params?: ParamsFor<M>, options?: RequestOptions) => Promise<ResultFor<M>>;
  /**
   * Sends words to a session through the outbox: kept until the server has them, sent once.
   * Resolves when the server accepted it. @throws RpcError when it is refused or discarded
   */
  sendChat: (sessionKey: string, text: string, options?: SendOptions) => Promise<ChatSendResult>;
  /** Every event of every gateway, once, in order. */
  onEvent: (listener: (event: string, payload: unknown, frame: EventFrame) => void) => Unsubscribe;
  /** The `chat` events alone. */
  onChatMessage: (listener: (event: ChatEvent, frame: EventFrame) => void) => Unsubscribe;
  readonly client: Client;
}

const GatewayContext = createContext<GatewayContextValue | undefined>(undefined);
const ScopeContext = createContext<string | undefined>(undefined);
const EveryContext = createContext(false);

/** Events say what changed: nothing is read again because a window got the focus. */
const SWR_CONFIG: SWRConfiguration = {
  provider: () => new Map(),
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  revalidateIfStale: true,
  dedupingInterval: 2_000,
  errorRetryCount: 5,
  shouldRetryOnError: (error) => error instanceof RpcError && error.retryable,
};

/** Owns the page's one connection. Put once, around everything. `client` is for tests. */
export function GatewayProvider({ children, client: given }: { children: ReactNode; client?: Client }) {
  const [value] = useState(() => contextOf(given ?? createBrowserClient()));
  useEffect(() => hold(value.client), [value]);
  return (
    <GatewayContext value={value}>
      <SWRConfig value={SWR_CONFIG}>{children}</SWRConfig>
    </GatewayContext>
  );
}

/**
 * Everything inside asks this gateway unless a hook names another; left out, the caller's default one. With `every`,
 * lists inside are those of the whole fleet.
 */
export function GatewayScope({
  gateway,
  every = false,
  children,
}: {
  gateway: string | undefined;
  every?: boolean;
  children: ReactNode;
}) {
  return (
    <EveryContext value={every}>
      <ScopeContext value={gateway}>{children}</ScopeContext>
    </EveryContext>
  );
}

/** Whether lists here are those of the whole fleet, each row with its origin. */
export function useEveryGateway(): boolean {
  return useContext(EveryContext);
}

/** The page's connection. @throws Error outside of a GatewayProvider */
export function useGateway(): GatewayContextValue {
  const value = useContext(GatewayContext);
  if (!value) throw new Error("useGateway found no GatewayProvider: put one around the page.");
  return value;
}

/** The gateway that hooks here ask: the named one, else the scope's, else undefined for the default. */
export function useGatewayId(named?: string): string | undefined {
  const scope = useContext(ScopeContext);
  return named ?? scope;
}

/** Tasks that close a client soon, unless it is wanted again: React mounts effects twice in development. */
const closings = new WeakMap<Client, ReturnType<typeof setTimeout>>();

function hold(client: Client): () => void {
  clearTimeout(closings.get(client));
  client.connect();
  return () => {
    closings.set(
      client,
      setTimeout(() => client.close(), 0),
    );
  };
}

function contextOf(client: Client): GatewayContextValue {
  const onEvent: GatewayContextValue["onEvent"] = (listener) =>
    client.onEvent((frame) => listener(frame.event, frame.payload, frame));
  recordOf(client);
  settleChatter(client);
  return {
    client,
    onEvent,
    sendReq: (method, params, options) => client.request(method, params, options),
    async sendChat(sessionKey, text, options) {
      // Loaded with the first words: a page that only looks needs none of it.
      const { outboxOf } = await import("./chat/outbox.ts");
      return await outboxOf(client).send(sessionKey, text, options).accepted;
    },
    onChatMessage: (listener) =>
      onEvent((event, payload, frame) => {
        // Our gateways' `chat` events have this shape; what a gateway adds to it is ignored.
        if (event === "chat") listener(payload as ChatEvent, frame);
      }),
  };
}
