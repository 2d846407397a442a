/**
 * What is run on a machine to make it a node of the gateway at an address.
 * @param address of http, https, ws or wss
 */
export function nodeCommand(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  const isSecure = protocol === "https:" || protocol === "wss:";
  const host = hostname.replace(/^\[|\]$/g, "");
  return `openclaw node run --host ${host} --port ${port || (isSecure ? 443 : 80)}${isSecure ? " --tls" : ""}`;
}
