"use client";

import type { CommandEntry } from "@/server/protocol/commands.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useHasMethod } from "./use-has-method.ts";

const NO_COMMANDS: readonly CommandEntry[] = [];
const EVENTS = ["config.", "skills."];

/** What the gateway itself understands after a slash, of an agent with its skills; nothing where it has no such list. */
export function useCommands({ agentId, wanted }: { agentId: string; wanted: boolean }): readonly CommandEntry[] {
  const has = useHasMethod("commands.list");
  const params = wanted && has ? { agentId, scope: "text" as const } : null;
  const { data } = useGatewayRpc("commands.list", params, { events: EVENTS });
  return data?.commands ?? NO_COMMANDS;
}
