import type { Unsubscribe } from "../gateways/gateway.ts";
import type { LogEntry, LogsSearchResult, LogsTailResult } from "../protocol/logs.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import { LogsSearchParams, LogsTailParams } from "../protocol/schema/logs.ts";
import type { Audiences } from "./audience.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";

/** Whether a line is for whoever asks: `raw` is its JSON, `time` milliseconds since 1970. */
export type ShowsLine = (line: { raw: string; time: number }) => boolean;

/** The process log, as far as the gateway shows it. Secrets are already redacted. */
export interface LogBuffer {
  tail(params: ParamsOf<"logs.tail">): LogsTailResult;
  /** Among the lines that are shown; left out, among all. */
  search(params: ParamsOf<"logs.search">, shown?: ShowsLine): Promise<LogsSearchResult>;
  onEntry(listener: (entry: LogEntry) => void): Unsubscribe;
}

/** Lines that name a session are for those who may see it. */
export function logMethods(buffer: LogBuffer, audiences: Audiences) {
  return {
    "logs.tail": method(LogsTailParams, (params, viewer) => {
      const tail = buffer.tail(params);
      return { ...tail, lines: tail.lines.filter((raw) => audiences.admitsText(viewer, raw, timeOf(raw))) };
    }),
    "logs.search": method(
      LogsSearchParams,
      (params, viewer) => buffer.search(params, ({ raw, time }) => audiences.admitsText(viewer, raw, time)),
      "handled",
    ),
  } satisfies MethodTable;
}

/** A `log_entry` event for each line, until unsubscribed. */
export function announceLogs(buffer: LogBuffer, emit: Emit): Unsubscribe {
  return buffer.onEntry((entry) => emit("log_entry", entry));
}

/** Undefined for a line without one: whoever asks must then be among those who may see its sessions now. */
function timeOf(raw: string): number | undefined {
  const [, digits] = /"time":(\d+)/.exec(raw) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
