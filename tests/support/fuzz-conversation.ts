import { isUtf8 } from "node:buffer";
import { type ClientOptions, WebSocket } from "ws";
import { leakIn, repliesIn, repliesTo, type Tongue } from "./fuzz-replies.ts";

export interface Speaker extends ClientOptions {
  url: string;
  protocols: string[];
  tongue: Tongue;
  authenticated: boolean;
  /** Larger messages end the connection. */
  maxBytes: number;
  /** The first thing that is said, which must have its reply before anything else follows. */
  first: string;
  /** Whether the server speaks before it is spoken to. */
  greets: boolean;
}

/** Close codes of bad tokens, which only frames of authentication can bring, and of those who never say who they are. */
const EARNED: ReadonlySet<number> = new Set([1008, 4001]);
const TOO_LARGE = 1009;
const PATIENCE_MS = 40_000;

/**
 * Sends messages on a connection of their own and waits until every one that is owed a reply has it.
 * @param pace awaited before each message
 * @throws when a reply is missing or comes twice, an error shows too much, or the connection ends unearned
 */
export async function converse(
  speaker: Speaker,
  messages: readonly Buffer[],
  options: { secrets: readonly string[]; pace(): Promise<void> },
): Promise<void> {
  const socket = new WebSocket(speaker.url, speaker.protocols, speaker);
  const owed = new Map<string, number>();
  const faults: string[] = [];
  const closes: number[] = [];
  let wake = () => {};
  let greeted = !speaker.greets;

  const owe = (key: string, change: number) => {
    const count = (owed.get(key) ?? 0) + change;
    if (count < 0) faults.push(`a reply that nobody waits for: ${key}`);
    if (count > 0) owed.set(key, count);
    else owed.delete(key);
  };
  const send = (message: Buffer) => {
    const text = isUtf8(message) ? message.toString() : "";
    for (const key of repliesTo(text, speaker)) owe(key, 1);
    socket.send(message, { binary: !isUtf8(message) });
  };
  const until = async (done: () => boolean) => {
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    deadline.addEventListener("abort", () => wake());
    while (!done() && closes.length === 0 && !deadline.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  socket.on("open", () => wake());
  socket.on("message", (data) => {
    const frame: unknown = JSON.parse(data.toString());
    const leak = leakIn(frame, options.secrets);
    if (leak) faults.push(`an error shows too much: ${leak}`);
    for (const key of repliesIn(frame, speaker.tongue)) owe(key, -1);
    greeted = true;
    wake();
  });
  socket.on("error", (error) => faults.push(error.message));
  socket.on("close", (code) => {
    closes.push(code);
    wake();
  });

  await until(() => socket.readyState === WebSocket.OPEN && greeted);
  // Until it is known who speaks only so many frames may wait: the first answer tells that it is.
  send(Buffer.from(speaker.first));
  await until(() => owed.size === 0);
  for (const message of messages) {
    await options.pace();
    if (closes.length === 0) send(message);
  }
  await until(() => owed.size === 0);
  const earned = (code: number) =>
    code === TOO_LARGE
      ? messages.some(({ length }) => length > speaker.maxBytes)
      : EARNED.has(code) && (!speaker.authenticated || messages.some((message) => message.includes("auth")));
  if (closes.length === 0 && owed.size > 0) faults.push(`no reply to ${JSON.stringify([...owed])}`);
  if (closes.some((code) => !earned(code))) faults.push(`closed with ${closes}`);
  socket.terminate();
  if (faults.length > 0)
    throw new Error(`${faults.slice(0, 5).join("\n")}\nafter ${JSON.stringify(messages.map(String))}`);
}
