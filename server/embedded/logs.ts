import type { Unsubscribe } from "../gateways/gateway.ts";
import type { LogEntry, LogsSearchResult, LogsTailResult } from "../protocol/logs.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import { LogsSearchParams, LogsTailParams } from "../protocol/schema/logs.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";

/** The process log, as far as the gateway shows it. Secrets are already redacted. */
export interface LogBuffer {
  tail(params: ParamsOf<"logs.tail">): LogsTailResult;
  search(params: ParamsOf<"logs.search">): Promise<LogsSearchResult>;
  onEntry(listener: (entry: LogEntry) => void): Unsubscribe;
}

export function logMethods(buffer: LogBuffer) {
  return {
    "logs.tail": method(LogsTailParams, (params) => buffer.tail(params)),
    "logs.search": method(LogsSearchParams, (params) => buffer.search(params)),
  } satisfies MethodTable;
}

/** A `log_entry` event for each line, until unsubscribed. */
export function announceLogs(buffer: LogBuffer, emit: Emit): Unsubscribe {
  return buffer.onEntry((entry) => emit("log_entry", entry));
}
