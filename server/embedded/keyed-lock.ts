/** Runs tasks of one key one after the other, in the order of asking; those of other keys go on meanwhile. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<unknown>>();

  /**
   * Resolves or rejects as the task does, which never begins before `run` has returned. Not to be awaited from within
   * a task of the same key.
   */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    // Begun at once, a task that says something would be overtaken by those who hear it and ask for the same key.
    const result = (this.#tails.get(key) ?? Promise.resolve()).then(task);
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
