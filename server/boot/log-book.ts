import type { LogBook } from "../gateways/openclaw/log-tail.ts";
import { LogBuffer } from "../logs/buffer.ts";
import { redactedLine } from "../logs/entry.ts";

/** Lines and characters that are kept of a remote gateway's log, once somebody looked at it. */
const LOG_BOUNDS = { maxLines: 20_000, maxBytes: 16 * 1024 * 1024 };

/** Keeps the lines of one remote gateway's log, without secrets. */
export function logBook(): LogBook {
  const buffer = new LogBuffer({ file: "", startCursor: 0, ...LOG_BOUNDS });
  return {
    push: (line) => buffer.push(redactedLine(line)),
    search: (params) => buffer.search(params),
    onEntry: (listener) => buffer.onEntry(listener),
  };
}
