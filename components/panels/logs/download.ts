import type { LogEntry } from "@/server/protocol/methods.ts";
import { exportLines, exportName, LOG_MIME, type LogFormat } from "./log-export.ts";

/** Hands the lines to the browser as a file. */
export function downloadLog(entries: readonly LogEntry[], format: LogFormat): void {
  const url = URL.createObjectURL(new Blob([...exportLines(entries, format)], { type: LOG_MIME[format] }));
  const link = document.createElement("a");
  link.href = url;
  link.download = exportName(Date.now(), format);
  link.click();
  URL.revokeObjectURL(url);
}
