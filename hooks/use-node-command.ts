"use client";

import { useState } from "react";
import { RpcError } from "@/server/protocol/errors.ts";
import { newKey } from "./socket-client.ts";
import { useGatewayRpcMutation } from "./use-gateway-rpc.ts";

/** What came of a command. */
export type CommandOutcome =
  | { state: "none" }
  | { state: "running"; since: number }
  | { state: "answered"; payload: unknown; durationMs: number }
  | { state: "refused"; error: RpcError };

/** Until the node must have answered: the gateway then says so before its own call ends. */
const TIMEOUT_MS = 20_000;

/** Has a node do something, and holds what came of it. Each run is a new one: none is sent twice. */
export function useNodeCommand(nodeId: string) {
  const { trigger } = useGatewayRpcMutation("node.invoke");
  const [outcome, setOutcome] = useState<CommandOutcome>({ state: "none" });

  /** @param params a JSON object; undefined for none */
  async function run(command: string, params: object | undefined) {
    if (outcome.state === "running") return;
    setOutcome({ state: "running", since: Date.now() });
    const begun = performance.now();
    const asked = { nodeId, command, timeoutMs: TIMEOUT_MS, idempotencyKey: newKey(), ...(params && { params }) };
    try {
      const { payload } = await trigger(asked, { resend: "never" });
      setOutcome({ state: "answered", payload, durationMs: performance.now() - begun });
    } catch (error) {
      setOutcome({
        state: "refused",
        error: error instanceof RpcError ? error : new RpcError("INTERNAL", String(error)),
      });
    }
  }

  return { outcome, run, forget: () => setOutcome({ state: "none" }) };
}
