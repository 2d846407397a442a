import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { GatewayClient } from "../../server/protocol/client.ts";
import type { EventFrame } from "../../server/protocol/frames.ts";
import type { ClientSocket } from "../../server/protocol/link.ts";
import type { GatewayReset } from "../../server/protocol/positions.ts";

/** The panels' own client, outside of a browser, with what it heard. */
export interface PanelClient {
  client: GatewayClient;
  events: EventFrame[];
  resets: GatewayReset[];
  /** Resolves once it is connected. */
  ready(): Promise<void>;
}

/** @param url where to connect, asked for at each try */
export function openPanelClient(url: () => string, token: string): PanelClient {
  const client = new GatewayClient({
    openSocket: () => {
      const socket = new WebSocket(url(), { headers: { authorization: `Bearer ${token}` } });
      // A server that is not there yet is told by the close that follows.
      socket.on("error", () => {});
      return clientSocket(socket);
    },
    clock: {
      now: Date.now,
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    newId: randomUUID,
    signals: { isOnline: () => true, on: () => () => {} },
    onFault: (error) => {
      throw error;
    },
  });
  const events: EventFrame[] = [];
  const resets: GatewayReset[] = [];
  client.onEvent((event) => events.push(event));
  client.onReset((reset) => resets.push(reset));
  const ready = () =>
    new Promise<void>((resolve) => {
      if (client.getState().state === "ready") return resolve();
      const stop = client.onState(({ state }) => {
        if (state !== "ready") return;
        stop();
        resolve();
      });
    });
  client.connect();
  return { client, events, resets, ready };
}

/** `ws` has the browser's interface, with wider types. */
function clientSocket(socket: WebSocket): ClientSocket {
  return socket as unknown as ClientSocket;
}
