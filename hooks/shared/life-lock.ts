/** The part of `navigator.locks` that tells whether somebody lives: the browser releases what the dead have held. */
export type Locks = Pick<LockManager, "request">;

/** Holds a lock until the returned function is called; `held` is called once it has it. */
export function holdLock(locks: Locks, name: string, held: () => void): () => void {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  void locks.request(name, () => {
    held();
    return released;
  });
  return release;
}

/** Calls once whoever holds the lock has gone; the returned function ends the waiting. */
export function whenReleased(locks: Locks, name: string, gone: () => void): () => void {
  const waiting = new AbortController();
  // Shared, so that all who wait are told at once. Rejects when the waiting is ended.
  locks.request(name, { mode: "shared", signal: waiting.signal }, gone).catch(() => {});
  return () => waiting.abort();
}
