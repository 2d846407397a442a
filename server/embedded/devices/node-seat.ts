import type { Static, TSchema } from "typebox";
import { RpcError } from "../../protocol/errors.ts";
import type { NodePendingDrainResult } from "../../protocol/nodes.ts";
import {
  NodeEventParams,
  NodeInvokeProgressParams,
  NodeInvokeResultParams,
  NodePendingDrainParams,
} from "../../protocol/schema/nodes.ts";
import { requireParams } from "../registry.ts";
import type { NodeReport } from "./node-calls.ts";

/** A connected node's side of the gateway. */
export interface NodeSeat {
  /**
   * Answers what only nodes call; undefined for a method that is none of those.
   * @throws RpcError INVALID_REQUEST
   */
  answer(method: string, params: unknown): object | undefined;
  /** It has gone. Idempotent. */
  leave(): void;
}

interface Chair {
  nodeId: string;
  /** What became of a command; `false`: nobody waits for it. */
  report(result: NodeReport): boolean;
  work(most: number | undefined): NodePendingDrainResult;
  /** It is there, and why it says so. */
  seen(reason: string): void;
  leave(): void;
}

/** Methods that only a node calls. */
export const NODE_METHODS = ["node.event", "node.invoke.progress", "node.invoke.result", "node.pending.drain"] as const;

const ALIVE = "node.presence.alive";
const MOST_REASON = 64;

type Answer = (params: unknown) => object;

export function seatOf(chair: Chair): NodeSeat {
  const { nodeId, report, work, seen, leave } = chair;
  const answers: Record<(typeof NODE_METHODS)[number], Answer> = {
    "node.invoke.result": answering("node.invoke.result", NodeInvokeResultParams, (result) => {
      requireOwn(nodeId, result.nodeId);
      return report(result) ? { ok: true } : { ok: true, ignored: true };
    }),
    // Nobody here reads along: what counts is the result.
    "node.invoke.progress": answering("node.invoke.progress", NodeInvokeProgressParams, (progress) => {
      requireOwn(nodeId, progress.nodeId);
      return { ok: true, ignored: true };
    }),
    "node.event": answering("node.event", NodeEventParams, ({ event, payload, payloadJSON }) => {
      if (event !== ALIVE) return { ok: true, event, handled: false, reason: "unsupported_event" };
      const trigger = triggerOf(payloadJSON === undefined ? payload : parsed(payloadJSON));
      if (trigger === undefined) return { ok: true, event, handled: false, reason: "invalid_payload" };
      seen(trigger);
      return { ok: true, event, handled: true, reason: "updated" };
    }),
    "node.pending.drain": answering("node.pending.drain", NodePendingDrainParams, ({ maxItems }) => work(maxItems)),
  };
  const known = new Map<string, Answer>(Object.entries(answers));
  return { answer: (method, params) => known.get(method)?.(params), leave };
}

function answering<Schema extends TSchema>(
  method: string,
  schema: Schema,
  answer: (params: Static<Schema>) => object,
): Answer {
  return (params) => answer(requireParams(method, schema, params));
}

function requireOwn(nodeId: string, named: string): void {
  if (named !== nodeId) throw new RpcError("INVALID_REQUEST", "nodeId mismatch: a node speaks for itself alone.");
}

function triggerOf(payload: unknown): string | undefined {
  if (typeof payload !== "object" || payload === null || !("trigger" in payload)) return undefined;
  const { trigger } = payload;
  return typeof trigger === "string" && trigger ? trigger.slice(0, MOST_REASON) : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
