import { RpcError } from "../../protocol/errors.ts";
import type { Channel } from "./channel.ts";

/** The panels' own chat: always on, without an account to log into. */
export function webChat({ startedAt }: { startedAt: number }): Channel {
  return {
    id: "webchat",
    label: "Web chat",
    detail: "The chat of these panels. It is always on.",
    accounts: () => [
      {
        accountId: "default",
        enabled: true,
        configured: true,
        running: true,
        connected: true,
        lastConnectedAt: startedAt,
        lastError: null,
      },
    ],
    async setEnabled(_accountId, enabled) {
      if (enabled) return;
      throw new RpcError("INVALID_REQUEST", "Web chat cannot be stopped: it is how these panels talk with agents.");
    },
    async probe() {},
    async close() {},
  };
}
