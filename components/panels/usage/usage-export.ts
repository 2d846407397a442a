import type { SessionsUsageResult } from "@/server/protocol/usage.ts";
import { hasKnownCost, type Key, type UsageRow } from "./usage-view.ts";

export type ExportFormat = "csv" | "json";

const MIME: Record<ExportFormat, string> = { csv: "text/csv;charset=utf-8", json: "application/json" };
const FIELDS = ["input", "output", "cacheRead", "cacheWrite", "totalTokens"] as const;

/** The rows of a table as a file: `usage-by-model-2026-03-01-2026-03-30.csv`. */
export function usageFile(
  rows: readonly UsageRow[],
  key: Key,
  { startDate, endDate }: Pick<SessionsUsageResult, "startDate" | "endDate">,
  format: ExportFormat,
): { name: string; type: string; content: string } {
  const content = format === "csv" ? csv(rows, key) : json(rows, key, startDate, endDate);
  return { name: `usage-by-${key}-${startDate}-${endDate}.${format}`, type: MIME[format], content };
}

/** A cost that leaves something out says how many runs; one that is not known at all is empty, not 0. */
function csv(rows: readonly UsageRow[], key: Key): string {
  const head = [key, "name", ...FIELDS, "costUsd", "runsWithoutPrice"];
  const lines = rows.map(({ id, name, totals }) => [
    id,
    name,
    ...FIELDS.map((field) => totals[field]),
    costOf(totals) ?? "",
    totals.missingCostEntries,
  ]);
  return [head, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function json(rows: readonly UsageRow[], key: Key, startDate: string, endDate: string): string {
  const plain = rows.map(({ id, name, totals }) => ({
    [key]: id,
    name,
    ...Object.fromEntries(FIELDS.map((field) => [field, totals[field]])),
    costUsd: costOf(totals) ?? null,
    runsWithoutPrice: totals.missingCostEntries,
  }));
  return `${JSON.stringify({ startDate, endDate, by: key, rows: plain }, null, 2)}\n`;
}

function costOf(totals: UsageRow["totals"]): number | undefined {
  return hasKnownCost(totals) ? totals.totalCost : undefined;
}

/** A name that begins like a formula is text to a spreadsheet, too. */
function cell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
