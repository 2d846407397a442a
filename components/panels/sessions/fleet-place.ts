/** What a session is known by in a list of several gateways, whose ids have no slash. */
export function fleetId(gateway: string, key: string): string {
  return `${gateway}/${key}`;
}

/** Where the session of such an id is; the key may have slashes of its own. */
export function placeOf(id: string): { gateway: string; key: string } {
  const at = id.indexOf("/");
  return { gateway: id.slice(0, Math.max(0, at)), key: id.slice(at + 1) };
}
