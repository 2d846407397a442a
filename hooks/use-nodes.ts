"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useGateways } from "./use-gateways.ts";

/** A machine that does things for a gateway: takes pictures, runs commands. OpenClaw's entry of `node.list`. */
export interface NodeEntry {
  nodeId: string;
  displayName?: string;
  platform?: string;
  version?: string;
  deviceFamily?: string;
  remoteIp?: string;
  caps?: string[];
  commands?: string[];
  connected?: boolean;
  /** Milliseconds since 1970. */
  connectedAtMs?: number;
  /** Milliseconds since 1970. */
  lastSeenAtMs?: number;
}

export interface NodesView {
  /** The gateway answers `node.list`. */
  isOffered: boolean;
  nodes: readonly NodeEntry[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_NODES: readonly NodeEntry[] = [];
const NO_PARAMS = {};
const ABOUT_NODES = { events: ["node.", "presence"] };

/** The nodes of the gateway in use; read again as they come and go. */
export function useNodes(): NodesView {
  const { current } = useGateways();
  const isOffered = current?.methods?.some((method) => method === "node.list") ?? false;
  const { data, isLoading, error, refresh } = useGatewayRpc("node.list", isOffered ? NO_PARAMS : null, ABOUT_NODES);
  return { isOffered, nodes: nodesOf(data), isLoading, error, refresh };
}

function nodesOf(answer: unknown): readonly NodeEntry[] {
  const nodes = (answer as { nodes?: unknown } | undefined)?.nodes;
  return Array.isArray(nodes) ? (nodes as NodeEntry[]) : NO_NODES;
}
