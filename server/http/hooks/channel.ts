import type { IncomingMessage } from "node:http";
import type { Deed } from "../../auth/audit-trail.ts";
import { addressOf } from "../../auth/client-address.ts";
import type { Refusal } from "../../auth/refusals.ts";
import type { ChatSendResult } from "../../protocol/chat.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { ShapeFault } from "../../rpc/faults.ts";
import { isObject, readText } from "../body.ts";
import { sendError } from "../errors.ts";
import { type Route, sendJson } from "../front.ts";
import { Throttle } from "../throttle.ts";
import { HookProofs } from "./proof.ts";

/** Takes messages in for agents. */
export interface WebhookInbox {
  /** @throws RpcError NOT_FOUND */
  secretOf(accountId: string): string;
  /** @throws RpcError */
  receive(accountId: string, message: { id: string; peer?: string; text: string }): Promise<ChatSendResult>;
}

const MAX_BYTES = 256 * 1024;
const FAILURES_PER_MINUTE = 30;

/**
 * `POST /channels/webhook/{account}` with `{text, peer?}`, signed as Standard Webhooks says: 202 `{ok, runId, status}`.
 * The bindings say which agent answers; the same `webhook-id` counts once.
 */
export function channelRoute(parts: {
  inbox: WebhookInbox;
  shapeFault: ShapeFault;
  /** Keeps who wrote. */
  note: (deed: Deed) => void;
  /** Keeps who was refused. */
  refused: (address: string, what: Refusal) => void;
  now?: () => number;
}): Route {
  const { inbox, shapeFault, note, refused, now = Date.now } = parts;
  const proofs = new HookProofs(now);
  const failures = new Throttle({ limit: FAILURES_PER_MINUTE, windowMs: 60_000, now });

  async function receive(request: IncomingMessage, account: string): Promise<ChatSendResult> {
    const from = addressOf(request);
    const holdOff = () => {
      if (!failures.exhausted(from)) return;
      throw new RpcError("RATE_LIMITED", "Too many messages of yours were refused: wait a minute.", {
        retryAfterMs: 60_000,
      });
    };
    holdOff();
    const body = await readText(request, MAX_BYTES);
    // Others of theirs may have been refused while this one came in.
    holdOff();
    try {
      proofs.check(`channel:${account}`, { secret: inbox.secretOf(account) }, request.headers, body);
    } catch (error) {
      failures.count(from);
      throw error;
    }
    return inbox.receive(account, { id: String(request.headers["webhook-id"]), ...messageOf(body) });
  }

  return {
    method: "POST",
    path: "/channels/webhook/{account}",
    async handle(request, response, { account = "" }) {
      const address = addressOf(request);
      const done = { action: "channel webhook", isCall: true };
      try {
        const sent = await receive(request, account);
        const who = { id: `channel:${account}`, name: `Webhook ${account}` };
        note({ ...done, address, who, targets: { account, runId: sent.runId }, outcome: "OK" });
        sendJson(response, 202, { ok: true, ...sent });
      } catch (error) {
        const fault = shapeFault(error, "a channel's webhook");
        // A name that nobody has could be anything, and who is held off has been noted often enough.
        const targets: Record<string, string> = fault.code === "NOT_FOUND" ? {} : { account };
        if (fault.code !== "RATE_LIMITED") refused(address, { ...done, targets, outcome: fault.code });
        sendError(response, fault);
      }
    },
  };
}

/** @throws RpcError INVALID_REQUEST */
function messageOf(body: string): { text: string; peer?: string } {
  const { text, peer } = parsed(body);
  if (typeof text !== "string" || text.trim() === "") {
    throw new RpcError("INVALID_REQUEST", 'Send JSON with a "text" that says something.');
  }
  if (peer === undefined) return { text };
  if (typeof peer === "string" && peer.length <= 200) return { text, peer };
  throw new RpcError("INVALID_REQUEST", '"peer" must be a text of at most 200 letters: who wrote.');
}

function parsed(body: string): { text?: unknown; peer?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
