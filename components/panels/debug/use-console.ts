import { useState } from "react";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import type { MethodDescription } from "@/server/protocol/method-descriptions.ts";
import { skeletonOf } from "./json-schema.ts";
import { readParams } from "./params-text.ts";

/** What came of a call. */
export type Outcome =
  | { state: "none" }
  | { state: "asking" }
  | { state: "answered"; value: unknown; durationMs: number }
  | { state: "refused"; code: string; message: string; details: unknown; durationMs: number };

/** A call that was made, to be made again. */
export interface MadeCall {
  id: number;
  method: string;
  text: string;
  /** The error's code; undefined when it went well. */
  code: string | undefined;
  durationMs: number;
}

const MOST_CALLS = 30;

/** One method's editor and what came of its calls. `text` overrides what the method begins with. */
export function useConsole(method: MethodDescription | undefined, onMade: (call: Omit<MadeCall, "id">) => void) {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  const [typed, setTyped] = useState<{ method: string; text: string }>();
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" });
  const text = typed && typed.method === method?.name ? typed.text : skeletonOf(method?.params);
  const params = readParams(text);

  async function send() {
    if (!method || !params || outcome.state === "asking") return;
    const { name } = method;
    setOutcome({ state: "asking" });
    const begun = performance.now();
    const made = (next: Outcome, code?: string) => {
      setOutcome(next);
      onMade({ method: name, text, code, durationMs: performance.now() - begun });
    };
    try {
      const value = await sendReq(name, params, { gateway, resend: "never" });
      made({ state: "answered", value, durationMs: performance.now() - begun });
    } catch (error) {
      const { code, message, details } = errorOf(error);
      made({ state: "refused", code, message, details, durationMs: performance.now() - begun }, code);
    }
  }

  return {
    text,
    params,
    outcome,
    setText: (next: string, of = method?.name) => of !== undefined && setTyped({ method: of, text: next }),
    forget: () => setOutcome({ state: "none" }),
    send,
  };
}

/** The page's calls, the newest first. */
export function useMadeCalls() {
  const [calls, setCalls] = useState<readonly MadeCall[]>([]);
  const add = (call: Omit<MadeCall, "id">) =>
    setCalls((before) => [{ ...call, id: (before[0]?.id ?? 0) + 1 }, ...before.slice(0, MOST_CALLS - 1)]);
  return { calls, add };
}

function errorOf(error: unknown): { code: string; message: string; details: unknown } {
  if (!(error instanceof Error)) return { code: "INTERNAL", message: String(error), details: undefined };
  const code = "code" in error && typeof error.code === "string" ? error.code : "INTERNAL";
  return { code, message: error.message, details: "details" in error ? error.details : undefined };
}
