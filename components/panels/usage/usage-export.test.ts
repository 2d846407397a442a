import { expect, test } from "vitest";
import { usageFile } from "./usage-export.ts";
import type { UsageRow } from "./usage-view.ts";

const row = (id: string, totalCost: number, missingCostEntries = 0): UsageRow => ({
  id,
  name: id,
  totals: { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, totalTokens: 10, totalCost, missingCostEntries },
});
const time = { startDate: "2026-03-01", endDate: "2026-03-02" };

test("a table is a file that spreadsheets read, and no name is a formula there", () => {
  const { name, type, content } = usageFile([row('a "b", c', 0.5), row("=1+1", 0, 2)], "session", time, "csv");
  expect(name).toBe("usage-by-session-2026-03-01-2026-03-02.csv");
  expect(type).toContain("text/csv");
  expect(content.split("\r\n")).toEqual([
    "session,name,input,output,cacheRead,cacheWrite,totalTokens,costUsd,runsWithoutPrice",
    '"a ""b"", c","a ""b"", c",1,2,3,4,10,0.5,0',
    "'=1+1,'=1+1,1,2,3,4,10,,2",
    "",
  ]);
});

test("and one that programs read: what has no price is null, what costs nothing is 0", () => {
  const { content } = usageFile([row("free", 0), row("unknown", 0, 1)], "model", time, "json");
  expect(JSON.parse(content)).toMatchObject({
    ...time,
    by: "model",
    rows: [
      { model: "free", totalTokens: 10, costUsd: 0 },
      { model: "unknown", costUsd: null, runsWithoutPrice: 1 },
    ],
  });
});
