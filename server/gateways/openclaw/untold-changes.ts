import type { GatewayEvent } from "../../protocol/events.ts";
import { isObject } from "./rows.ts";

/**
 * Our event for a change that a real gateway makes without a word, so that every page hears of it; undefined for what it
 * tells itself. What others change past Mission Control stays untold.
 */
export function untoldChange(method: string, params: unknown, answer: unknown): GatewayEvent | undefined {
  const reason = AGENT_REASONS[method];
  if (reason) {
    const agentId = textIn(params, "agentId") ?? textIn(answer, "agentId");
    return agentId === undefined ? undefined : { event: "agents.changed", payload: { agentId, reason } };
  }
  const channel = CHANNEL_CHANGES.has(method) ? textIn(params, "channel") : undefined;
  if (channel !== undefined) return { event: "channels.changed", payload: { channel, ...accountIn(params) } };
  const provider = KEY_CHANGES.has(method) ? textIn(params, "provider") : undefined;
  if (provider !== undefined) return { event: "models.changed", payload: { provider } };
  if (APPROVALS_CHANGES.has(method)) return { event: "exec.approvals.changed", payload: {} };
  if (DEVICE_CHANGES.has(method)) return { event: "device.pair.changed", payload: {} };
  if (!SAVES.has(method)) return undefined;
  const hash = textIn(answer, "hash");
  return hash === undefined ? undefined : { event: "config.changed", payload: { hash, needRestart: [] } };
}

const AGENT_REASONS: Record<string, "create" | "update" | "delete" | "files"> = {
  "agents.create": "create",
  "agents.update": "update",
  "agents.delete": "delete",
  "agents.files.set": "files",
};
const CHANNEL_CHANGES: ReadonlySet<string> = new Set([
  "channels.start",
  "channels.stop",
  "channels.logout",
  "channels.pairing.approve",
  "channels.pairing.dismiss",
]);
const KEY_CHANGES: ReadonlySet<string> = new Set(["models.authSetApiKey", "models.authLogout", "models.authOrderSet"]);
const APPROVALS_CHANGES: ReadonlySet<string> = new Set(["exec.approvals.set", "exec.approval.grants.revoke"]);
/** That a device has another name it tells itself. */
const DEVICE_CHANGES: ReadonlySet<string> = new Set([
  "device.pair.remove",
  "device.token.rotate",
  "device.token.revoke",
]);
const SAVES: ReadonlySet<string> = new Set(["config.set", "config.patch", "config.apply"]);

function accountIn(params: unknown): { accountId?: string } {
  const accountId = textIn(params, "accountId");
  return accountId === undefined ? {} : { accountId };
}

function textIn(value: unknown, key: string): string | undefined {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : undefined;
}
