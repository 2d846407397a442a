/** How far one action over many sessions has come. */
export interface BulkProgress {
  total: number;
  done: number;
  failures: BulkFailure[];
}

export interface BulkFailure {
  key: string;
  message: string;
}

/** Requests under way at once: a gateway queues a few hundred and refuses the rest. */
const CONCURRENCY = 4;

/**
 * Does one thing to many sessions, a few at a time; a failure stops none of the others.
 * @param onProgress called after each, with how far it has come
 * @param signal when aborted, no further one is begun; those left are neither done nor failed
 */
export async function runBulk(
  keys: readonly string[],
  act: (key: string) => Promise<unknown>,
  onProgress: (progress: BulkProgress) => void,
  signal?: AbortSignal,
): Promise<BulkProgress> {
  let progress: BulkProgress = { total: keys.length, done: 0, failures: [] };
  const waiting = keys.values();
  const worker = async () => {
    for (const key of waiting) {
      if (signal?.aborted) return;
      const failure = await outcomeOf(key, act);
      progress = {
        ...progress,
        done: progress.done + 1,
        failures: failure ? [...progress.failures, failure] : progress.failures,
      };
      onProgress(progress);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return progress;
}

async function outcomeOf(key: string, act: (key: string) => Promise<unknown>): Promise<BulkFailure | undefined> {
  try {
    await act(key);
    return undefined;
  } catch (error) {
    return { key, message: error instanceof Error ? error.message : String(error) };
  }
}
