import { createHash } from "node:crypto";
import { RpcError } from "../../protocol/errors.ts";

interface Deed<Result> {
  /** Hash of what was asked for. */
  matter: string;
  answer: Promise<Result>;
  /** Of the answer; undefined as long as there is none. */
  size?: number;
}

export const MOST_DEEDS = 200;
/** Characters of all answers that are kept. */
export const MOST_CHARACTERS = 8 * 1024 * 1024;

/**
 * Answers by the key under which they were asked for, so that a question that comes again, as over a new connection, is
 * not a second one. The oldest are forgotten past {@link MOST_DEEDS} and {@link MOST_CHARACTERS}; none is that has no
 * answer yet.
 */
export class Once<Result> {
  readonly #deeds = new Map<string, Deed<Result>>();
  #characters = 0;

  /** The answer that is there or on its way. @throws RpcError CONFLICT when the key was used for something else */
  find(key: string, asked: unknown): Promise<Result> | undefined {
    const deed = this.#deeds.get(key);
    if (deed && deed.matter !== hashOf(asked)) {
      throw new RpcError("CONFLICT", "This idempotencyKey was used for something else: take a new one.");
    }
    return deed?.answer;
  }

  /** Refusals are kept, too. */
  keep(key: string, asked: unknown, answer: Promise<Result>, sizeOf: (result: Result) => number): void {
    const deed: Deed<Result> = { matter: hashOf(asked), answer };
    this.#deeds.set(key, deed);
    const settled = (size: number) => {
      deed.size = size;
      this.#characters += size;
      this.#forgetOldest();
    };
    answer.then(
      (result) => settled(sizeOf(result)),
      () => settled(0),
    );
  }

  #forgetOldest(): void {
    for (const [key, { size }] of this.#deeds) {
      if (this.#deeds.size <= MOST_DEEDS && this.#characters <= MOST_CHARACTERS) return;
      if (size === undefined) continue;
      this.#deeds.delete(key);
      this.#characters -= size;
    }
  }
}

function hashOf(asked: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(asked) ?? "")
    .digest("base64");
}
