/** A provider's address as the SDK wants it: with `/v1` when only a host was given, without a last slash. */
export function apiAddress(address: string): string {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path === "" ? "/v1" : path}`;
}

/** `localhost:11434` */
export function hostOf(address: string): string {
  return new URL(address).host;
}
