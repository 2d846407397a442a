import { setTimeout as sleep } from "node:timers/promises";
import { RpcError } from "../../protocol/errors.ts";
import { isObject } from "./rows.ts";

const PAUSES_MS = [20, 100, 500, 1_500];

/**
 * Asks again, a few times, what the gateway refused because the session changed while it looked at the call, or because
 * it had put away for a moment what is asked for: it has done nothing then, and wants to be asked once more.
 */
export async function askedAgain<Answer>(
  ask: () => Promise<Answer>,
  pause: (ms: number) => Promise<unknown> = sleep,
): Promise<Answer> {
  for (const ms of PAUSES_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!hasOvertaken(error) && !isAway(error)) throw error;
      await pause(ms);
    }
  }
  return ask();
}

/** While 2026.9.6 takes its settings over it lists no models, and no sessions while it deletes an agent. */
function isAway(error: unknown): boolean {
  return error instanceof RpcError && /\bcatalog is not ready\. Retry\b|\bread was revoked\b/.test(error.message);
}

/** As 2026.9.6 says it, to `chat.send` too: "session changed before chat.send; retry the request". */
function hasOvertaken(error: unknown): boolean {
  const details = error instanceof RpcError ? error.details : undefined;
  return isObject(details) && details.code === "SESSION_MUTATION_AUTHORIZATION_CHANGED";
}
