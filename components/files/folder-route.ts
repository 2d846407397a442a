/** What of a panel of files an address shows: `/<panel>/<agent>/<path …>`. */
export interface FolderRoute {
  /** Left out, the default agent. */
  agentId: string | undefined;
  /** Relative to the agent's folder, with `/`. */
  path: string | undefined;
}

export function folderRoute(pathname: string): FolderRoute {
  const [, , agentId, ...rest] = pathname.split("/").map(decode);
  return { agentId: agentId || undefined, path: rest.filter(Boolean).join("/") || undefined };
}

/** The address of an agent's folder, or of something in it. Folders stay readable. */
export function folderHref(panel: "workspace" | "memory", agentId: string, path = ""): string {
  const parts = [agentId, ...path.split("/")].filter(Boolean);
  return `/${panel}/${parts.map(encodeURIComponent).join("/")}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
