"use client";

import { useIdentity } from "./use-identity.ts";
import { useMay } from "./use-may.ts";

/** Whether the person may add, change, try and remove gateways. Nobody may where each person is given one. */
export function useMayEditFleet(): boolean {
  const isGiven = useIdentity() !== undefined;
  return useMay("operator.admin") && !isGiven;
}
