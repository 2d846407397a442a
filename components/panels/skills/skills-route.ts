/** The skill that an address shows: `/skills/<key>`. */
export function skillOfPath(pathname: string): string | undefined {
  const part = pathname.split("/")[2];
  if (!part) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a skill, or of all, as an agent has them. */
export function skillHref(key: string | undefined, agentId: string): string {
  const path = key === undefined ? "/skills" : `/skills/${encodeURIComponent(key)}`;
  return `${path}?agent=${encodeURIComponent(agentId)}`;
}
