import type { LogLevel } from "@/server/protocol/logs.ts";

/** How each level looks and is named; the letter says it to those who do not see the colour. */
export const LEVEL_STYLE: Record<LogLevel, { letter: string; label: string; text: string; row: string }> = {
  trace: { letter: "T", label: "Trace", text: "text-faint", row: "" },
  debug: { letter: "D", label: "Debug", text: "text-muted", row: "" },
  info: { letter: "I", label: "Info", text: "text-info", row: "" },
  warn: { letter: "W", label: "Warning", text: "text-warn", row: "" },
  error: { letter: "E", label: "Error", text: "text-bad", row: "bg-bad-soft/45" },
  fatal: { letter: "F", label: "Fatal", text: "text-bad", row: "bg-bad-soft/45" },
};
