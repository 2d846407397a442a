/** Whether two addresses lead to the same host by the same scheme and port: what a token that was given for one may go to. */
export function isSameHost(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [a, b] = [new URL(one), new URL(other)];
  return a.protocol === b.protocol && a.host === b.host;
}
