import { useCallback, useRef, useState } from "react";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { GatewayFinding } from "@/server/protocol/gateways.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";

/** Where a test of a connection stands. */
export type Trial =
  | { state: "untried" }
  | { state: "trying" }
  | { state: "found"; finding: GatewayFinding }
  | { state: "failed"; error: RpcError };

const UNTRIED: Trial = { state: "untried" };

/** Tests one connection at a time; what an earlier test finds after a later one began, or after `forget`, is not told. */
export function useTrial() {
  const { trigger } = useGatewayRpcMutation("gateways.test");
  const [trial, setTrial] = useState<Trial>(UNTRIED);
  const latest = useRef(0);

  /** Resolves with what was found; undefined when the test itself failed or is no longer wanted. */
  const test = useCallback(
    async (target: ParamsOf<"gateways.test">): Promise<GatewayFinding | undefined> => {
      const mine = ++latest.current;
      setTrial({ state: "trying" });
      const outcome = await trigger(target).then(
        (finding) => ({ state: "found", finding }) as const,
        // A mutation rejects with nothing else.
        (error: RpcError) => ({ state: "failed", error }) as const,
      );
      if (mine !== latest.current) return undefined;
      setTrial(outcome);
      return outcome.state === "found" ? outcome.finding : undefined;
    },
    [trigger],
  );
  const forget = useCallback(() => {
    latest.current++;
    setTrial(UNTRIED);
  }, []);
  return { trial, test, forget };
}
