import type { ClientState } from "./client-state.ts";
import { RpcError } from "./errors.ts";

/** Why a client that has stopped takes no request. */
export function stoppedError({ reason, message }: Extract<ClientState, { state: "stopped" }>): RpcError {
  return reason === "unauthenticated"
    ? new RpcError("UNAUTHENTICATED", `${message} Sign in and try again.`)
    : new RpcError("UNAVAILABLE", `${message} Connect again and repeat it.`, { retryable: false });
}
