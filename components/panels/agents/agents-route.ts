/** What of the agents panel an address shows. */
export type AgentsRoute =
  | { view: "roster" }
  | { view: "about"; agentId: string }
  | { view: "files"; agentId: string; file: string | undefined }
  | { view: "tools"; agentId: string };

export type AgentView = Exclude<AgentsRoute["view"], "roster">;

/** Reads `/agents`, `/agents/<id>`, `/agents/<id>/files/<name>` and `/agents/<id>/tools`; what it does not know is about the agent. */
export function agentsRoute(pathname: string): AgentsRoute {
  const [, , id, view, ...rest] = pathname.split("/").map(decode);
  if (!id) return { view: "roster" };
  if (view === "tools") return { view: "tools", agentId: id };
  if (view === "files") return { view: "files", agentId: id, file: rest.filter(Boolean).join("/") || undefined };
  return { view: "about", agentId: id };
}

/** The address of an agent, of one of its views, of one of its files. Folders in a file's name stay readable. */
export function agentHref(agentId: string, view: AgentView = "about", file?: string): string {
  const base = `/agents/${encodeURIComponent(agentId)}`;
  if (view === "about") return base;
  const name = file?.split("/").map(encodeURIComponent).join("/");
  return name ? `${base}/${view}/${name}` : `${base}/${view}`;
}

/** Where a conversation is read and led. */
export function chatHref(sessionKey: string): string {
  return `/chat/${encodeURIComponent(sessionKey)}`;
}

/** The conversation that an agent always has. */
export function mainSessionOf(agentId: string): string {
  return `agent:${agentId}:main`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
