import { download } from "@/components/ui/download.ts";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { exportLines, exportName, LOG_MIME, type LogFormat } from "./log-export.ts";

/** Hands the lines to the browser as a file. */
export function downloadLog(entries: readonly LogEntry[], format: LogFormat): void {
  download([...exportLines(entries, format)], exportName(Date.now(), format), LOG_MIME[format]);
}
