import { type Batch, BLOCK_EVENTS } from "./batch.ts";

const MAX_BLOCKS = 64;
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Whole blocks of a log that somebody has read lately, with their bytes: when a thousand readers come back at once, each
 * at a position of its own, they are encoded once. The one that was read longest ago is let go of first.
 */
export class KeptBlocks {
  readonly #maxBytes: number;
  readonly #blocks = new Map<number, Batch>();

  /** @param maxBytes Encoded bytes that may be kept; what was encoded since the last call is let go of by the next. */
  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** The block that begins after this seq. */
  get(from: number): Batch | undefined {
    const block = this.#blocks.get(from);
    if (block) this.#renew(block);
    return block;
  }

  /** Keeps a batch that is a block, and says whether it is one. */
  keep(batch: Batch): boolean {
    if (!batch.full || batch.from % BLOCK_EVENTS !== 0) return false;
    this.#renew(batch);
    return true;
  }

  /** Lets go of blocks of which the log has let go. */
  forgetBefore(tail: number): void {
    for (const from of this.#blocks.keys()) {
      if (from + 1 < tail) this.#blocks.delete(from);
    }
  }

  #renew(block: Batch): void {
    this.#blocks.delete(block.from);
    this.#blocks.set(block.from, block);
    let bytes = 0;
    for (const { encodedBytes } of this.#blocks.values()) bytes += encodedBytes;
    for (const [from, oldest] of this.#blocks) {
      if (this.#blocks.size <= MAX_BLOCKS && bytes <= this.#maxBytes) return;
      if (oldest === block) return;
      this.#blocks.delete(from);
      bytes -= oldest.encodedBytes;
    }
  }
}
