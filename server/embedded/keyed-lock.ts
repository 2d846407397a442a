/** Runs tasks of one key one after the other, in the order of asking; those of other keys go on meanwhile. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as the task does. Not to be asked for again from within a task of the same key. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key);
    const result = before ? before.then(task, task) : task();
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key);
      });
    this.#tails.set(key, tail);
    return result;
  }

  /** How many keys have a task that runs or waits. */
  get size(): number {
    return this.#tails.size;
  }
}
