"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { KnownNode } from "@/server/protocol/nodes.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";
import { useGateways } from "./use-gateways.ts";

export interface NodesView {
  /** The gateway answers `node.list`. */
  isOffered: boolean;
  /** The gateway gives its nodes something to do. */
  isUsed: boolean;
  /** The gateway lets somebody allow what a node offers. */
  isAllowing: boolean;
  nodes: readonly KnownNode[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_NODES: readonly KnownNode[] = [];
const NO_PARAMS = {};
const ABOUT_NODES = { events: ["node.", "device.", "presence"] };

/** The nodes of the gateway in use; read again as they come and go. */
export function useNodes(): NodesView {
  const { current } = useGateways();
  const has = (name: string) => current?.methods?.includes(name) ?? false;
  const isOffered = has("node.list");
  const { data, isLoading, error, refresh } = useGatewayRpc("node.list", isOffered ? NO_PARAMS : null, ABOUT_NODES);
  const [isUsed, isAllowing] = [has("node.invoke"), has("node.pair.approve")];
  return { isOffered, isUsed, isAllowing, nodes: data?.nodes ?? NO_NODES, isLoading, error, refresh };
}
