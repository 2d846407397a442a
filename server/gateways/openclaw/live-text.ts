/**
 * The visible text of one run. A real gateway repeats all of it with each delta, over all steps of the run, the steps
 * joined by an empty line; the same text comes once more as stored messages. This keeps what has been stored apart from
 * what is still live, and says only what is new.
 */
export class LiveText {
  #all = "";
  #stored = "";
  #said = "";

  /** Text since the last stored message, as far as it was said. */
  get current(): string {
    return this.#said;
  }

  /** Hears a delta: the whole text when the gateway sent it, else what is to be appended (or put in its place). */
  hear(delta: { whole?: string; append: string; replace?: boolean }): void {
    if (delta.whole !== undefined) this.#all = delta.whole;
    else this.#all = delta.replace ? delta.append : this.#all + delta.append;
  }

  /**
   * Says what was heard since it was last said.
   * @returns what to append to the current text, or what replaces it; undefined when nothing is new
   */
  say(): Change | undefined {
    const live = this.#live();
    if (live === this.#said) return undefined;
    const before = this.#said;
    this.#said = live;
    return live.startsWith(before) ? { deltaText: live.slice(before.length) } : { deltaText: live, replace: true };
  }

  /**
   * A message with this text was stored: it is no longer live. What was said of it is gone from the current text.
   * @returns what is left of the live text and has to be said again
   */
  store(text: string): Change | undefined {
    const stored = text.trim();
    if (stored) this.#stored = this.#stored ? `${this.#stored}\n\n${stored}` : stored;
    this.#said = "";
    return this.say();
  }

  #live(): string {
    if (!this.#stored) return this.#all;
    // Stored messages are ahead of the deltas: those lag behind by their cadence.
    if (this.#stored.startsWith(this.#all.trimEnd())) return "";
    if (this.#all.startsWith(this.#stored)) return this.#all.slice(this.#stored.length).replace(/^\s+/, "");
    return this.#all;
  }
}

export interface Change {
  deltaText: string;
  replace?: true;
}
