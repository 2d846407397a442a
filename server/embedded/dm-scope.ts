import { RpcError } from "../protocol/errors.ts";
import type { DmScope } from "../protocol/routing.ts";
import { MAIN, MAX_KEY_LENGTH, mainKeyOf } from "./session-keys.ts";

/** Where a message comes from. Empty parts count as left out. */
export interface Origin {
  /** Who wrote. */
  peer?: string;
  channel?: string;
  account?: string;
  guild?: string;
}

const UNKNOWN_CHANNEL = "unknown";
const DEFAULT_ACCOUNT = "default";

/**
 * The session in which an agent talks with whoever wrote. Without a peer, the agent's main one.
 * @throws RpcError INVALID_REQUEST when the names are too long for a key
 */
export function directKeyOf(agentId: string, scope: DmScope, origin: Origin): string {
  const peer = keyPart(origin.peer);
  if (peer === "" || scope === MAIN) return mainKeyOf(agentId);
  const channel = keyPart(origin.channel) || UNKNOWN_CHANNEL;
  const account = keyPart(origin.account) || DEFAULT_ACCOUNT;
  const places: Record<Exclude<DmScope, "main">, string[]> = {
    "per-peer": [],
    "per-channel-peer": [channel],
    "per-account-channel-peer": [channel, account],
  };
  const key = ["agent", agentId, ...places[scope], "direct", peer].join(":");
  if (key.length <= MAX_KEY_LENGTH) return key;
  throw new RpcError("INVALID_REQUEST", `The names of peer, channel and account are too long for a session key.`);
}

/**
 * A name as it stands in a key: trimmed, lower case. What would part the key or could not stand in it is written as
 * `%xx`, and so is "%", so that different names stay different.
 */
function keyPart(name = ""): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[%:\s\p{Cc}]/gu, (character) => {
      const bytes = [...new TextEncoder().encode(character)];
      return bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    });
}
