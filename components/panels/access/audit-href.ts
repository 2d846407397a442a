/** The address of what somebody did. */
export function auditHref(principalId: string): string {
  return `/access?${new URLSearchParams({ view: "audit", who: principalId })}`;
}
