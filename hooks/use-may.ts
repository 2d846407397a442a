"use client";

import { allows, type Scope } from "@/server/protocol/frames.ts";
import { useConnection } from "./use-connection.ts";

/** Whether the person may do what needs `scope`; false until the server said who they are. */
export function useMay(scope: Scope): boolean {
  const { principal } = useConnection();
  return principal !== undefined && allows(principal.scopes, scope);
}
