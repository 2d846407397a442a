import { CIRCLE_MARK, circleIn } from "../protocol/circles.ts";
import { RpcError } from "../protocol/errors.ts";
import type { SessionRow } from "../protocol/sessions.ts";

/** Where a conversation is kept, read from its key. */
export interface SessionAddress {
  /** Normalised: lower case, always with its prefix. */
  key: string;
  agentId: string;
  kind: SessionRow["kind"];
  /** `slack`, `whatsapp` …, when the key names one. */
  channel?: string;
}

export const MAIN = "main";
/** Most characters of a session key. */
export const MAX_KEY_LENGTH = 512;
const AGENT_KEY = /^agent:([a-z0-9][a-z0-9_-]{0,63}):(.+)$/;
const OTHER_KEY = /^(cron|hook):.+$/;
const PART = /^[^\s:\p{Cc}]+$/u;
const CHANNEL_KEY = /^([^:]+):(?:[^:]+:)?(direct|group|channel):/;

/**
 * Reads `agent:<id>:<slug>`, `cron:<job>`, `hook:<id>`, or a bare slug of the agent that is given.
 * @throws RpcError INVALID_REQUEST for a key that is none of these, or that contradicts `agentId`
 */
export function addressOf(raw: string, agentId: string | undefined, defaultAgentId: string): SessionAddress {
  const given = raw.trim().toLowerCase();
  const bare = !given.includes(":");
  const key = bare ? `agent:${agentId ?? defaultAgentId}:${given}` : given;
  if (key.length > MAX_KEY_LENGTH || !key.split(":").every((part) => PART.test(part))) throw unreadable(raw);
  const named = AGENT_KEY.exec(key);
  if (!named && !OTHER_KEY.test(key)) throw unreadable(raw);
  const [, owner = agentId ?? defaultAgentId, rest = ""] = named ?? [];
  if (agentId !== undefined && owner !== agentId) {
    throw new RpcError("INVALID_REQUEST", `"sessionKey" ${key} belongs to the agent ${owner}, not to ${agentId}.`, {
      details: { field: "sessionKey" },
    });
  }
  const channel = CHANNEL_KEY.exec(rest)?.[1];
  return {
    key,
    agentId: owner,
    kind: /(^|:)(group|channel):/.test(rest) ? "group" : "direct",
    ...(channel && { channel }),
  };
}

/** Where an agent remembers what it heard and answered in a circle. */
export function circleKeyOf(agentId: string, circle: string): string {
  return `agent:${agentId}${CIRCLE_MARK}${circle}`;
}

/** Whether an agent hears and answers a circle in this session; a fork of it is read like any other. */
export function isCircleKey(key: string): boolean {
  const circle = circleIn(key);
  return circle !== undefined && key.endsWith(`${CIRCLE_MARK}${circle}`);
}

/** Where a copy of a session goes: that of a circle's session stays with the circle. */
export function forkKeyOf({ key, agentId }: Pick<SessionAddress, "key" | "agentId">, id: string): string {
  const circle = circleIn(key);
  return circle === undefined ? `agent:${agentId}:fork-${id}` : `${circleKeyOf(agentId, circle)}:fork-${id}`;
}

export function mainKeyOf(agentId: string): string {
  return `agent:${agentId}:${MAIN}`;
}

function unreadable(raw: string): RpcError {
  const shown = raw.length > 80 ? `${raw.slice(0, 80)}…` : raw;
  return new RpcError(
    "INVALID_REQUEST",
    `"${shown}" is no session key: use agent:<id>:main or agent:<id>:<slug>, at most ${MAX_KEY_LENGTH} characters, without spaces.`,
    { details: { field: "sessionKey" } },
  );
}
