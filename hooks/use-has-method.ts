"use client";

import type { Method } from "@/server/protocol/methods.ts";
import { useGateways } from "./use-gateways.ts";

/** Whether the gateway that hooks here ask answers a method; false as long as it has not said what it answers. */
export function useHasMethod(method: Method): boolean {
  const { current } = useGateways();
  return current?.methods?.includes(method) ?? false;
}
