import { setTimeout as sleep } from "node:timers/promises";

const RETRY_STATUS: ReadonlySet<number> = new Set([500, 502, 503, 504, 529]);
/** A provider that asks for more patience than this is not waited for: the person is told instead. */
const LONGEST_WAIT_MS = 5_000;

/**
 * A fetch that tries once more when the provider stumbles before its answer began: a fault of the server, or a limit
 * that ends within five seconds. Everything else comes back as it is.
 */
export function patientFetch(fetcher: typeof fetch, waitMs = 500): typeof fetch {
  return async (input, init) => {
    const response = await fetcher(input, init);
    const wait = waitFor(response, waitMs);
    if (wait === undefined) return response;
    await response.body?.cancel();
    await sleep(wait, undefined, { signal: init?.signal ?? undefined });
    return fetcher(input, init);
  };
}

/** Milliseconds that a `retry-after` header asks for. */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function waitFor(response: Response, waitMs: number): number | undefined {
  const asked = retryAfterMs(response.headers.get("retry-after"), Date.now());
  if (asked !== undefined && asked > LONGEST_WAIT_MS) return undefined;
  if (RETRY_STATUS.has(response.status)) return asked ?? waitMs;
  return response.status === 429 ? asked : undefined;
}
