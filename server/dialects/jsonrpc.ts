import { randomUUID } from "node:crypto";
import { RpcError } from "../protocol/errors.ts";
import type { Dialect } from "./dialect.ts";
import { isObject } from "./frames.ts";
import { failure, type Incoming, incoming, invalidRequest, parseError, result } from "./jsonrpc-frames.ts";
import { ownMethods } from "./jsonrpc-methods.ts";
import { type SendOptions, Sends } from "./jsonrpc-sends.ts";

/** Entries of one batch. */
export const MAX_BATCH = 50;

type Call = Exclude<Incoming, { kind: "invalid" }>;

/** JSON-RPC 2.0, as its specification has it, batches included; params are by name. Beside answers only `typing` comes. */
export function jsonrpcDialect(options: Partial<SendOptions> = {}): Dialect {
  const { newId = randomUUID, recheckMs = 30_000 } = options;
  return {
    name: "jsonrpc",
    subprotocol: "jsonrpc-2.0",
    needsAuthentication: true,
    opensAt: "use",

    claims(frame) {
      if (Array.isArray(frame)) return true;
      if (!isObject(frame)) return false;
      return Object.hasOwn(frame, "jsonrpc") || (Object.hasOwn(frame, "method") && !Object.hasOwn(frame, "type"));
    },

    refuse(frame, error) {
      if (frame === undefined) return parseError();
      if (!Array.isArray(frame)) return refused(frame, error);
      if (!isBatch(frame)) return invalidRequest(null, BATCH_SIZE);
      return batchAnswer(frame.map((entry) => refused(entry, error)));
    },

    malformed: (text) => (text.includes('"jsonrpc"') ? parseError() : undefined),

    open(peer) {
      const sends = new Sends(peer, { newId, recheckMs });
      const own = ownMethods(peer, sends);
      const call = async ({ method, params }: Call) => {
        const answer = own.get(method);
        return answer ? answer(params) : peer.call(method, params);
      };
      return {
        async handle(frame) {
          const reply = Array.isArray(frame) ? await answerBatch(frame, call) : await answerOne(frame, call);
          if (reply) peer.send(reply);
        },
        close: () => sends.close(),
      };
    },
  };
}

const BATCH_SIZE = `a batch has between 1 and ${MAX_BATCH} entries`;

async function answerBatch(batch: unknown[], call: (call: Call) => Promise<unknown>): Promise<object | undefined> {
  if (!isBatch(batch)) return invalidRequest(null, BATCH_SIZE);
  return batchAnswer(await Promise.all(batch.map((entry) => answerOne(entry, call))));
}

/** Undefined when the entry wants no answer. */
async function answerOne(entry: unknown, call: (call: Call) => Promise<unknown>): Promise<object | undefined> {
  const asked = incoming(entry);
  if (asked.kind === "invalid") return invalidRequest(asked.id, asked.why);
  try {
    const value = await call(asked);
    return asked.kind === "call" ? result(asked.id, value) : undefined;
  } catch (error) {
    if (error instanceof RpcError) return refused(entry, error);
    throw error;
  }
}

function refused(entry: unknown, error: RpcError): object | undefined {
  const asked = incoming(entry);
  switch (asked.kind) {
    case "call":
      return failure(asked.id, error);
    case "invalid":
      return invalidRequest(asked.id, asked.why);
    case "notification":
      return undefined;
  }
}

/** A batch in which nothing wants an answer has none. */
function batchAnswer(answers: readonly (object | undefined)[]): object | undefined {
  const wanted = answers.filter((answer) => answer !== undefined);
  return wanted.length > 0 ? wanted : undefined;
}

function isBatch(batch: unknown[]): boolean {
  return batch.length > 0 && batch.length <= MAX_BATCH;
}
