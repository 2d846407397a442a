/** Methods that change nothing though their last word does not say so. */
const WORDLESS = new Set([
  "access.audit",
  "access.people",
  "agent.wait",
  "bindings.resolve",
  "config.check",
  "events.scope",
  "gateways.discover",
  "gateways.test",
  "health",
  "last-heartbeat",
  "sessions.usage",
  "skills.bins",
  "skills.skillCard",
  "status",
  "system-presence",
  "usage.cost",
  "workspace.git",
  "workspace.head",
]);

/** Last words of the names of methods that only read. */
const READING = new Set([
  "catalog",
  "describe",
  "get",
  "history",
  "list",
  "lookup",
  "preview",
  "read",
  "runs",
  "schema",
  "search",
  "stat",
  "status",
  "tail",
  "tree",
]);

/**
 * Whether a method can be asked again when nobody knows if it was answered. Told by its name, as a gateway may have
 * methods that this version does not know; in doubt it changes something.
 */
export function onlyReads(method: string): boolean {
  return WORDLESS.has(method) || READING.has(method.slice(method.lastIndexOf(".") + 1));
}
