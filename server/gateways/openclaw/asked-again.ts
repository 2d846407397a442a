import { setTimeout as sleep } from "node:timers/promises";
import { RpcError } from "../../protocol/errors.ts";
import { isObject } from "./rows.ts";

const PAUSES_MS = [20, 100, 500];

/**
 * Asks again, a few times, what the gateway refused because the session changed while it looked at the call: it has done
 * nothing then, and wants to be asked once more.
 */
export async function askedAgain<Answer>(
  ask: () => Promise<Answer>,
  pause: (ms: number) => Promise<unknown> = sleep,
): Promise<Answer> {
  for (const ms of PAUSES_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!hasOvertaken(error)) throw error;
      await pause(ms);
    }
  }
  return ask();
}

/** As 2026.9.6 says it, to `chat.send` too: "session changed before chat.send; retry the request". */
function hasOvertaken(error: unknown): boolean {
  const details = error instanceof RpcError ? error.details : undefined;
  return isObject(details) && details.code === "SESSION_MUTATION_AUTHORIZATION_CHANGED";
}
