/** Names of commands that somebody allowed or forbade for all nodes. */
export interface NodePolicy {
  /** Those of {@link DANGEROUS} that may be given all the same. */
  allow: readonly string[];
  /** May never be given, whatever else is said. */
  deny: readonly string[];
}

/** What looks, listens, writes to people or reads what is private: a node that offers it is not enough, as in OpenClaw. */
const DANGEROUS: ReadonlySet<string> = new Set([
  "camera.snap",
  "camera.clip",
  "camera.ptz.control",
  "screen.record",
  "contacts.add",
  "calendar.add",
  "reminders.add",
  "sms.send",
  "sms.search",
  "health.summary",
]);
/** What a node's own gateway does with it, never a caller. */
const INTERNAL = /^(?:worker\..*\.v\d+|system\.execApprovals\..*)$/;
/** By these OpenClaw's gateway tells a node that somebody has approved a command: nobody may claim that. */
const APPROVALS = ["approved", "approvalDecision", "approvalSource"];

/** Why a command may not be given to any node, as a sentence; undefined when it may. */
export function forbiddenBecause(command: string, { allow, deny }: NodePolicy): string | undefined {
  if (INTERNAL.test(command)) return `"${command}" is between a node and its gateway: nobody else gives it.`;
  if (deny.includes(command)) return `"${command}" is forbidden by the setting gateway.nodes.commands.deny.`;
  if (DANGEROUS.has(command) && !allow.includes(command)) {
    return `"${command}" reaches what is private: name it in the setting gateway.nodes.commands.allow first.`;
  }
  return undefined;
}

/** The first of a command's params that a caller may not give; undefined when there is none. */
export function forbiddenParam(command: string, params: unknown): string | undefined {
  if (command !== "system.run" || typeof params !== "object" || params === null) return undefined;
  return APPROVALS.find((name) => name in params);
}
