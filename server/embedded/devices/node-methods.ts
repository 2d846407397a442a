import {
  NodeDescribeParams,
  NodeInvokeParams,
  NodeListParams,
  NodePendingEnqueueParams,
} from "../../protocol/schema/nodes.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Clock } from "../runs/contract.ts";
import type { Nodes } from "./nodes.ts";

/** What is asked of nodes; what nodes themselves say is answered by their seats. */
export function nodeMethods(nodes: Nodes, clock: Clock) {
  return {
    "node.list": method(NodeListParams, () => ({ ts: clock(), nodes: nodes.list() })),
    "node.describe": method(NodeDescribeParams, ({ nodeId }) => ({ ...nodes.describe(nodeId), ts: clock() })),
    "node.invoke": method(NodeInvokeParams, (params, { principal }) => nodes.invoke(params, principal.id)),
    "node.pending.enqueue": method(NodePendingEnqueueParams, (params) => nodes.enqueue(params)),
  } satisfies MethodTable;
}
