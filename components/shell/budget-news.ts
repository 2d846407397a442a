import type { Spending } from "@/hooks/spending.ts";

const KEY = "mc:budgets-told";
/** Periods that are remembered, the newest. */
const MOST = 20;
const RANK: Record<Spending["level"], number> = { fine: 0, near: 1, over: 2 };

/** Whether nobody was told of this in this browser yet; from then on somebody was. A higher budget makes it news again. */
export function isNews(gateway: string, { period, of, level, budget }: Spending): boolean {
  if (level === "fine") return false;
  const told = read();
  const name = `${gateway} ${period} ${of} ${budget}`;
  const before = told.find(([each]) => each === name)?.[1] ?? 0;
  if (before >= RANK[level]) return false;
  write([[name, RANK[level]] as const, ...told.filter(([each]) => each !== name)].slice(0, MOST));
  return true;
}

type Told = readonly (readonly [name: string, rank: number])[];

/** Without storage it lasts as long as the page. */
let memory: Told = [];

function read(): Told {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(told) ? told.filter(isTold) : [];
  } catch {
    return memory;
  }
}

function write(told: Told): void {
  memory = told;
  try {
    localStorage.setItem(KEY, JSON.stringify(told));
  } catch {
    // See `memory`.
  }
}

function isTold(value: unknown): value is Told[number] {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}
