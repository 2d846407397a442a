import type { HelloOk } from "@openclaw/gateway-protocol";
import { allows, type Scope } from "../../protocol/frames.ts";
import type { Peer } from "../dialect.ts";
import { EVENTS, NODE_EVENTS, SUBSCRIPTIONS } from "./events.ts";

/** The version of OpenClaw's gateway protocol that is spoken. */
export const PROTOCOL = 4;
/** Largest frame of a client, in bytes. */
export const MAX_PAYLOAD = 25 * 1024 * 1024;
const MAX_BUFFERED = 50 * 1024 * 1024;
/** How often the gateway says `tick`, in milliseconds. */
const TICK_MS = 30_000;

/** The gateway that is spoken with, and what is said of it. */
export interface Host {
  /** Its id. */
  gateway: string;
  version: string;
  /** Everything that can be called. */
  methods: readonly string[];
}

/** The answer to a good `connect`. What may not be read is left empty. */
export async function helloOf(
  host: Host,
  peer: Peer,
  granted: readonly Scope[],
  { role, deviceToken }: { role: "operator" | "node"; deviceToken?: string },
): Promise<HelloOk> {
  const { gateway, version } = host;
  const ask = async <Answer>(method: string): Promise<Answer> => (await peer.call(method, {}, { gateway })) as Answer;
  const snapshot = allows(granted, "operator.read") ? await snapshotOf(ask) : NOTHING;
  return {
    type: "hello-ok",
    protocol: PROTOCOL,
    server: { version, connId: peer.id },
    features: {
      methods: [...host.methods, ...SUBSCRIPTIONS].sort(),
      events: ["connect.challenge", ...EVENTS, ...NODE_EVENTS, "shutdown"],
    },
    snapshot,
    auth: { role, scopes: [...granted], ...(deviceToken !== undefined && { deviceToken }) },
    policy: { maxPayload: MAX_PAYLOAD, maxBufferedBytes: MAX_BUFFERED, tickIntervalMs: TICK_MS },
  };
}

type Snapshot = HelloOk["snapshot"];

const VERSIONS = { presence: 0, health: 0 };
const NOTHING: Snapshot = { presence: [], health: {}, stateVersion: VERSIONS, uptimeMs: 0 };

async function snapshotOf(ask: <Answer>(method: string) => Promise<Answer>): Promise<Snapshot> {
  const [presence, health, { uptimeMs }, { defaultId, mainKey, scope }] = await Promise.all([
    ask<Snapshot["presence"]>("system-presence"),
    ask<Snapshot["health"]>("health"),
    ask<{ uptimeMs: number }>("status"),
    ask<{ defaultId: string; mainKey: string; scope: string }>("agents.list"),
  ]);
  const mainSessionKey = `agent:${defaultId}:${mainKey}`;
  return {
    presence,
    health,
    stateVersion: VERSIONS,
    uptimeMs,
    sessionDefaults: { defaultAgentId: defaultId, mainKey, mainSessionKey, scope },
  };
}
