import { useState } from "react";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { type Found, probeWords } from "./provider-facts.ts";

/** Asks a provider whether the gateway may use it; what was found stays until it is asked again. */
export function useProbe(provider: string) {
  const { trigger, isMutating } = useGatewayRpcMutation("models.probe");
  const [found, setFound] = useState<Found>();

  async function probe() {
    setFound(undefined);
    try {
      setFound(probeWords(await trigger({ provider }, { timeoutMs: PROBE_MS })));
    } catch (error) {
      setFound({ tone: "bad", says: error instanceof Error ? error.message : String(error) });
    }
  }

  return { probe, isProbing: isMutating, found };
}

/** A gateway lets a model take its time, which may be a slow one's first word. Milliseconds. */
const PROBE_MS = 90_000;
