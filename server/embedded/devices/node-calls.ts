import { RpcError } from "../../protocol/errors.ts";
import type { NodeInvokeResult } from "../../protocol/nodes.ts";
import type { Timer } from "../timer.ts";

/** A connected node, as far as it can be told something. */
export interface NodeEnd {
  readonly nodeId: string;
  send(event: string, payload: object): void;
}

export interface Command {
  command: string;
  params?: unknown;
  /** Until the node must have answered, in milliseconds. Default and most {@link MAX_CALL_MS}; 0 is the default, too. */
  timeoutMs?: number;
  idempotencyKey: string;
  sessionKey?: string;
}

/** What a node says became of a command. */
export interface NodeReport {
  id: string;
  ok: boolean;
  payload?: unknown;
  payloadJSON?: string | null;
  error?: { code?: string; message?: string } | null;
}

interface Pending {
  end: NodeEnd;
  command: string;
  settle: (outcome: NodeInvokeResult | RpcError) => void;
}

/** A little less than any call may take, so that the answer says why. */
export const MAX_CALL_MS = 25_000;
/** Commands that a node is busy with. */
export const MAX_PENDING = 16;
/** Of a command's params, as JSON. */
export const MAX_PARAMS_BYTES = 1024 * 1024;
/** Of a node's answer, as JSON. */
export const MAX_RESULT_BYTES = 2 * 1024 * 1024;
/** Of what a node says went wrong, in characters. */
const MAX_WORDS = 2_000;

/** Commands that nodes were told, until they answer, leave, or are too late. */
export class NodeCalls {
  readonly #newId: () => string;
  readonly #timer: Timer;
  readonly #pending = new Map<string, Pending>();

  constructor({ newId, timer }: { newId: () => string; timer: Timer }) {
    this.#newId = newId;
    this.#timer = timer;
  }

  /**
   * Tells a node to do something, once; what it answers resolves.
   * @throws RpcError INVALID_REQUEST for params that are too much, RATE_LIMITED when it is busy with
   * {@link MAX_PENDING}, UNAVAILABLE when it leaves or refuses, TIMEOUT; `details.nodeError` is what OpenClaw calls it
   */
  call(end: NodeEnd, { command, params, timeoutMs, idempotencyKey, sessionKey }: Command): Promise<NodeInvokeResult> {
    const { nodeId } = end;
    const paramsJSON = params === undefined ? undefined : JSON.stringify(params);
    if (paramsJSON !== undefined && Buffer.byteLength(paramsJSON) > MAX_PARAMS_BYTES) {
      throw new RpcError("INVALID_REQUEST", `The params of "${command}" are more than ${MAX_PARAMS_BYTES} bytes.`);
    }
    const busy = [...this.#pending.values()].filter((pending) => pending.end.nodeId === nodeId).length;
    if (busy >= MAX_PENDING) {
      throw new RpcError(
        "RATE_LIMITED",
        `The node is busy with ${MAX_PENDING} commands: wait until it is done with one.`,
      );
    }
    const id = this.#newId();
    const ms = Math.min(timeoutMs || MAX_CALL_MS, MAX_CALL_MS);
    const { promise, resolve, reject } = Promise.withResolvers<NodeInvokeResult>();
    const stop = this.#timer(ms, () => {
      this.#settle(id, tooLate(command, ms));
      end.send("node.invoke.cancel", { invokeId: id, nodeId });
    });
    this.#pending.set(id, {
      end,
      command,
      settle: (outcome) => {
        stop();
        if (outcome instanceof RpcError) reject(outcome);
        else resolve(outcome);
      },
    });
    end.send("node.invoke.request", {
      id,
      nodeId,
      command,
      ...(paramsJSON !== undefined && { paramsJSON }),
      timeoutMs: ms,
      idempotencyKey,
      ...(sessionKey !== undefined && { sessionKey }),
    });
    return promise;
  }

  /** What a node says became of a command. `false`: nobody waits for that, or not from this connection. */
  report(end: NodeEnd, report: NodeReport): boolean {
    const pending = this.#pending.get(report.id);
    if (pending?.end !== end) return false;
    this.#settle(report.id, outcomeOf(pending, report));
    return true;
  }

  /** A node's connection has ended: what it was told on it is not answered any more. */
  lost(end: NodeEnd): void {
    for (const [id, pending] of this.#pending) if (pending.end === end) this.#settle(id, gone(pending.command));
  }

  /** Idempotent. */
  close(): void {
    for (const [id, { end }] of this.#pending) {
      this.#settle(id, failure("UNAVAILABLE", "CLOSED", "The gateway is shutting down: the node may have done it."));
      end.send("node.invoke.cancel", { invokeId: id, nodeId: end.nodeId });
    }
  }

  #settle(id: string, outcome: NodeInvokeResult | RpcError): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(outcome);
  }
}

/** An error that came of a command which the node got: asking again under the same key answers the same. */
function failure(
  code: "UNAVAILABLE" | "TIMEOUT",
  nodeCode: string | undefined,
  message: string,
  nodeMessage = message,
): RpcError {
  const details = {
    nodeError: { ...(nodeCode !== undefined && { code: nodeCode }), message: nodeMessage },
    nodeCommandDispatched: true,
  };
  return new RpcError(code, message, { details, retryable: false });
}

function tooLate(command: string, ms: number): RpcError {
  return failure(
    "TIMEOUT",
    "TIMEOUT",
    `The node did not answer "${command}" within ${ms / 1_000} s; it may have done it.`,
  );
}

function gone(command: string): RpcError {
  return failure("UNAVAILABLE", "DISCONNECTED", `The node left before it answered "${command}"; it may have done it.`);
}

function outcomeOf(
  { end, command }: Pending,
  { ok, payload, payloadJSON, error }: NodeReport,
): NodeInvokeResult | RpcError {
  if (!ok) return refusal(error);
  const text = payloadJSON ?? JSON.stringify(payload);
  if (text !== undefined && Buffer.byteLength(text) > MAX_RESULT_BYTES) {
    return failure(
      "UNAVAILABLE",
      "RESULT_TOO_LARGE",
      `The node did "${command}", but its answer is more than ${MAX_RESULT_BYTES / 1024 / 1024} MiB: ask it for less.`,
    );
  }
  const { nodeId } = end;
  return {
    ok: true,
    nodeId,
    command,
    payload: payloadJSON ? parsed(payloadJSON) : payload,
    payloadJSON: payloadJSON ?? null,
  };
}

function refusal(error: NodeReport["error"]): RpcError {
  const message = error?.message?.slice(0, MAX_WORDS) || "The node refused and did not say why.";
  const code = error?.code?.slice(0, MAX_WORDS) || undefined;
  return failure("UNAVAILABLE", code, code ? `${code}: ${message}` : message, message);
}

/** Text that is no JSON is handed on as it came, as OpenClaw does. */
function parsed(payloadJSON: string): unknown {
  try {
    return JSON.parse(payloadJSON);
  } catch {
    return { payloadJSON };
  }
}
