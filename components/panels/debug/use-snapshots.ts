import { useState } from "react";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";

/** What the gateway and the hub said of themselves at a moment. */
export interface Snapshot {
  /** Milliseconds since 1970. */
  at: number;
  /** JSON, indented. */
  text: string;
}

const METHODS = ["health", "status", "hub.status", "system-presence"];
const MOST = 2;

/** Takes snapshots; the newest first, two at most. A method that the gateway refuses stands in it with its error. */
export function useSnapshots() {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  const [snapshots, setSnapshots] = useState<readonly Snapshot[]>([]);
  const [isTaking, setIsTaking] = useState(false);
  const [error, setError] = useState<string>();

  async function take() {
    setIsTaking(true);
    const answers = await Promise.allSettled(METHODS.map((method) => sendReq(method, {}, { gateway })));
    const failed = answers.filter((answer) => answer.status === "rejected");
    setIsTaking(false);
    if (failed.length === METHODS.length) return setError(String(failed[0]?.reason));
    setError(undefined);
    const facts = METHODS.map((method, index) => [method, factOf(answers[index])]);
    const text = JSON.stringify(Object.fromEntries(facts), null, 2);
    setSnapshots((before) => [{ at: Date.now(), text }, ...before.slice(0, MOST - 1)]);
  }

  return { snapshots, take, isTaking, error };
}

function factOf(answer: PromiseSettledResult<unknown> | undefined): unknown {
  if (answer?.status === "fulfilled") return answer.value;
  return { error: answer?.reason instanceof Error ? answer.reason.message : "no answer" };
}
