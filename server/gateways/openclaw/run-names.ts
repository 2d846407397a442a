const KEPT_NAMES = 50;

/**
 * What runs of one session are called. A message that waited for another run is run by the gateway under an id of its
 * own, while its sender knows it by the key that it was sent under: the run keeps that name, from first word to end.
 */
export class RunNames {
  readonly #names = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  /** The gateway's run of this id is the one that was sent under `key`. */
  set(id: string, key: string): void {
    this.#names.set(id, key);
    this.#ids.set(key, id);
    for (const [oldest, name] of this.#names) {
      if (this.#names.size <= KEPT_NAMES) break;
      this.#names.delete(oldest);
      this.#ids.delete(name);
    }
  }

  /** What a run of the gateway's is called; its own id where it has no other name. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }

  /** What the gateway calls a run of this name. */
  idOf(name: string): string {
    return this.#ids.get(name) ?? name;
  }

  /** Whether the gateway runs what was sent under this key as a run of another id. */
  isRenamed(key: string): boolean {
    return this.#ids.has(key);
  }
}
