import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../server/protocol/frames.ts";
import type { MissionControl } from "./mission-control.ts";

/** An answer over HTTP, its body parsed when it is JSON. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  body: JsonObject;
  text: string;
}

/** Asks over HTTP with the admin's token, unless `authorization` says otherwise. */
export async function http(
  server: MissionControl,
  path: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<HttpAnswer> {
  const { body, method = body === undefined ? "GET" : "POST", headers = {} } = options;
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${await tokenOf(server)}`, ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : {} };
}

export async function tokenOf(server: MissionControl): Promise<string> {
  return (await readFile(join(server.home, "token"), "utf8")).trim();
}
