import { readFile } from "node:fs/promises";
import JSON5 from "json5";
import { isObject } from "./rows.ts";

/** Where an OpenClaw of this machine listens, and what lets one in. The token stays in the server. */
export interface LocalOpenClaw {
  url: string;
  token?: string;
}

const DEFAULT_PORT = 18789;

/**
 * The gateway that OpenClaw's own config file speaks of; undefined when there is no such file, it cannot be read, or it
 * speaks of a gateway elsewhere.
 */
export async function readLocalOpenClaw(configFile: string): Promise<LocalOpenClaw | undefined> {
  const config = await readFile(configFile, "utf8").then(parsed, () => undefined);
  if (!isObject(config)) return undefined;
  const gateway = isObject(config.gateway) ? config.gateway : {};
  if (gateway.mode === "remote") return undefined;
  const port = typeof gateway.port === "number" ? gateway.port : DEFAULT_PORT;
  const scheme = isObject(gateway.tls) && gateway.tls.enabled === true ? "wss" : "ws";
  const token = isObject(gateway.auth) ? gateway.auth.token : undefined;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    // A reference to a secret that lies elsewhere is none itself.
    ...(typeof token === "string" && token !== "" && !token.includes("${") && { token }),
  };
}

/** Whether two addresses are the same port of this machine. */
export function isSamePlace(a: string, b: string): boolean {
  const places = [a, b].map((address) => {
    const { protocol, hostname, port } = new URL(address);
    const host = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname) ? "loopback" : hostname;
    return `${host}:${port || (protocol === "wss:" ? 443 : 80)}`;
  });
  return places[0] === places[1];
}

/** Whether OpenClaw's gateway answers over HTTP at a port of this machine: it names itself by its health. */
export async function answersAsOpenClaw(port: number, timeoutMs = 1_000): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(timeoutMs) });
    const health: unknown = await answer.json();
    return answer.ok && isObject(health) && health.ok === true && health.status === "live";
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}
