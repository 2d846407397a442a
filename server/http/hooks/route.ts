import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { addressOf } from "../../auth/client-address.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { JsonObject, PrincipalInfo } from "../../protocol/frames.ts";
import type { Dispatch } from "../../rpc/dispatch.ts";
import type { ShapeFault } from "../../rpc/faults.ts";
import { isObject, readText } from "../body.ts";
import { sendError } from "../errors.ts";
import { type Route, sendJson } from "../front.ts";
import { Throttle } from "../throttle.ts";
import { type HookAuth, HookProofs } from "./proof.ts";

/** A webhook as it is configured. */
export interface Hook {
  name: string;
  /** Whom it wakes. */
  agentId: string;
  /** Where the conversation is kept. Default `hook:<name>`. */
  sessionKey?: string;
  auth: HookAuth;
}

export interface HookOptions {
  hooks: readonly Hook[];
  dispatch: Dispatch;
  shapeFault: ShapeFault;
  now?: () => number;
}

const MAX_BYTES = 256 * 1024;
const FAILURES_PER_MINUTE = 30;

/**
 * `POST /hooks/{name}` wakes an agent: 202 `{ok:true, runId, status}`. A JSON body with a text `message` says that; any
 * other body is handed on as it is. The same `webhook-id` or `Idempotency-Key` wakes once.
 */
export function hookRoute({ hooks, dispatch, shapeFault, now = Date.now }: HookOptions): Route {
  const proofs = new HookProofs(now);
  const failures = new Throttle({ limit: FAILURES_PER_MINUTE, windowMs: 60_000, now });

  async function wake(request: IncomingMessage, name: string): Promise<unknown> {
    const from = addressOf(request);
    const holdOff = () => {
      if (!failures.exhausted(from)) return;
      throw new RpcError("RATE_LIMITED", "Too many webhooks of yours were refused: wait a minute.", {
        retryAfterMs: 60_000,
      });
    };
    holdOff();
    const hook = hooks.find((candidate) => candidate.name === name);
    const body = await readText(request, MAX_BYTES);
    // Others of theirs may have been refused while this one came in.
    holdOff();
    try {
      if (!hook) throw new RpcError("NOT_FOUND", `There is no webhook "${name}": add it to the setting "hooks".`);
      proofs.check(name, hook.auth, request.headers, body);
    } catch (error) {
      failures.count(from);
      throw error;
    }
    return dispatch.call({
      principal: principalOf(hook),
      address: from,
      method: "chat.send",
      params: {
        sessionKey: hook.sessionKey ?? `hook:${hook.name}`,
        agentId: hook.agentId,
        message: messageOf(hook, body),
        idempotencyKey: keyOf(hook, request),
      },
    });
  }

  return {
    method: "POST",
    path: "/hooks/{name}",
    async handle(request, response, { name = "" }) {
      try {
        const sent = await wake(request, name);
        sendJson(response, 202, { ok: true, ...(isObject(sent) && sent) });
      } catch (error) {
        sendError(response, shapeFault(error, "a webhook"));
      }
    },
  };
}

function principalOf({ name }: Hook): PrincipalInfo {
  return { id: `hook:${name}`, name: `Webhook ${name}`, scopes: ["operator.write"] };
}

function messageOf({ name }: Hook, body: string): string {
  const { message } = parsed(body);
  if (typeof message === "string" && message.trim()) return message;
  if (body.trim()) return `The webhook "${name}" brought this:\n\n${body}`;
  throw new RpcError("INVALID_REQUEST", "The body is empty: say something, as text or as JSON with a message.");
}

function parsed(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Senders repeat what was not answered; their key, of whatever length, becomes one of ours. */
function keyOf({ name }: Hook, request: IncomingMessage): string {
  const given = request.headers["webhook-id"] ?? request.headers["idempotency-key"];
  if (given === undefined) return `hook-${randomUUID()}`;
  return `hook-${createHash("sha256").update(`${name}\n${given}`).digest("hex")}`;
}
