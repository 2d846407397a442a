import { Writable } from "node:stream";

/** A socket whose other side reads only when it is told to. */
export class HeldSink extends Writable {
  readonly #received: Buffer[] = [];
  #release: (() => void)[] = [];
  #open = false;

  /** Text of every frame that the other side has read. */
  get texts(): string[] {
    return decodeFrames(Buffer.concat(this.#received));
  }

  /** The other side reads what is there, once. */
  release(): void {
    for (const done of this.#release.splice(0)) done();
  }

  /** The other side reads from now on. */
  open(): void {
    this.#open = true;
    this.release();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#take([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  #take(chunks: Buffer[], done: () => void): void {
    const read = () => {
      this.#received.push(...chunks);
      done();
    };
    if (this.#open) read();
    else this.#release.push(read);
  }
}

/** The texts of unmasked WebSocket text frames that follow one another. */
export function decodeFrames(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== 0x81) throw new Error(`no text frame at ${at}`);
    const short = bytes.readUInt8(at + 1);
    const [header, length] =
      short < 126
        ? [2, short]
        : short === 126
          ? [4, bytes.readUInt16BE(at + 2)]
          : [10, Number(bytes.readBigUInt64BE(at + 2))];
    texts.push(bytes.toString("utf8", at + header, at + header + length));
    at += header + length;
  }
  return texts;
}
