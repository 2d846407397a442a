/** How long a gateway may take until what it wrote into its settings counts. */
const SETTLE_MS = 5_000;

/**
 * A real gateway answers as soon as its settings are written, and works by them only once it has read them again: then
 * it tells `config.changed`.
 */
export class SettingsWatch {
  readonly #waiting = new Set<() => void>();

  /** The gateway works by its settings as they are now. */
  taken(): void {
    for (const go of this.#waiting) go();
  }

  /**
   * Resolves once `isSo`, which is asked at once and each time that settings are taken over, or after `limitMs`: a
   * gateway that reads its settings only when it starts must not hold an answer back for ever.
   */
  async until(isSo: () => Promise<boolean>, limitMs = SETTLE_MS): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    let next = Promise.withResolvers<void>();
    const go = () => next.resolve();
    this.#waiting.add(go);
    limit.addEventListener("abort", go);
    try {
      while (!(await isSo()) && !limit.aborted) {
        await next.promise;
        next = Promise.withResolvers<void>();
      }
    } finally {
      this.#waiting.delete(go);
      limit.removeEventListener("abort", go);
    }
  }
}
