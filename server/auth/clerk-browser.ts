/** Session cookies that are tried: one for each Clerk application on this host. */
const MOST_COOKIES = 4;

/** The session tokens that a `Cookie` header carries, as Clerk names them. */
export function sessionTokens(cookieHeader: string): string[] {
  const tokens = cookiesOf(cookieHeader).flatMap(([name, value]) => (isSession(name) && value ? [value] : []));
  return [...new Set(tokens)].slice(0, MOST_COOKIES);
}

/** Whether a browser has signed in with Clerk and may come back with a new token, though this request has no good one. */
export function mayRenew(cookieHeader: string | undefined): boolean {
  return cookiesOf(cookieHeader).some(
    ([name, value]) => value !== "" && (isSession(name) || (isMark(name) && value !== "0")),
  );
}

/** The names of the cookies by which a browser is signed in; signing out removes them. */
export function clerkCookies(cookieHeader: string | undefined): string[] {
  return cookiesOf(cookieHeader)
    .map(([name]) => name)
    .filter((name) => isSession(name) || isMark(name));
}

/** When it was signed in, zero for signed out. */
function isMark(name: string): boolean {
  return /^__client_uat(_|$)/.test(name);
}

function isSession(name: string): boolean {
  return /^__session(_|$)/.test(name);
}

function cookiesOf(header: string | undefined): [name: string, value: string][] {
  return (header ?? "").split(";").flatMap((pair): [string, string][] => {
    const at = pair.indexOf("=");
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
}
