/** Sessions whose last row is known; of more, the one that changed longest ago is forgotten, and told once too often. */
export const MAX_ROWS = 2_000;

/** What was told last of each session: a gateway tells each of its inner steps, and a row that stays the same is no news. */
export class ToldRows<Row> {
  readonly #texts = new Map<string, string>();

  /** Whether it is another row than the one that was told last; from now on this one was. */
  isNews(sessionKey: string, row: Row): boolean {
    const text = JSON.stringify(row);
    if (this.#texts.get(sessionKey) === text) return false;
    this.#texts.delete(sessionKey);
    this.#texts.set(sessionKey, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MAX_ROWS && oldest !== undefined) this.#texts.delete(oldest);
    return true;
  }

  /** The session is gone, or nobody said how it is. */
  forget(sessionKey: string): void {
    this.#texts.delete(sessionKey);
  }
}
