import { isIP } from "node:net";

/**
 * Whether a request's `Host` may be served. Where nobody has to sign in, only names of this machine are: a page of another
 * site that has its name point here (DNS rebinding) must not reach us.
 */
export function hostCheck(options: { open: boolean; hosts: readonly string[] }): (host: string | undefined) => boolean {
  if (!options.open) return () => true;
  const served = new Set(["localhost", ...options.hosts]);
  return (host) => {
    if (!host || !URL.canParse(`http://${host}`)) return false;
    const { hostname } = new URL(`http://${host}`);
    return served.has(hostname) || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
  };
}
