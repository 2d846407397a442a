import { Cron } from "croner";
import cronstrue from "cronstrue";
import type { CronSchedule } from "./cron.ts";

/** What is wrong with a schedule, in a sentence that says what to write; undefined when it can be followed. */
export function scheduleProblem(schedule: CronSchedule): string | undefined {
  switch (schedule.kind) {
    case "at":
      return Number.isNaN(Date.parse(schedule.at))
        ? `"${schedule.at}" is no time: write it like 2026-03-01T09:00:00Z.`
        : undefined;
    case "every":
      return undefined;
    case "cron":
      return expressionProblem(schedule.expr, schedule.tz);
  }
}

/**
 * The next times after `after`, at most `count`, in milliseconds since 1970. None when the schedule never comes again
 * or cannot be followed. `stagger` moves the times of an expression, by less than its `staggerMs`.
 */
export function upcoming(schedule: CronSchedule, after: number, count: number, stagger = 0): number[] {
  switch (schedule.kind) {
    case "at": {
      const at = Date.parse(schedule.at);
      return at > after ? [at] : [];
    }
    case "every": {
      const { everyMs, anchorMs = 0 } = schedule;
      const first = anchorMs > after ? anchorMs : anchorMs + (Math.floor((after - anchorMs) / everyMs) + 1) * everyMs;
      return Array.from({ length: count }, (_, i) => first + i * everyMs);
    }
    case "cron":
      return expressionTimes(schedule, after - stagger, count).map((time) => time + stagger);
  }
}

/** The schedule in plain words: "At 09:00, Monday through Friday", "Every 30 minutes". Without its time zone. */
export function scheduleWords(schedule: CronSchedule): string {
  switch (schedule.kind) {
    case "at":
      return "Once";
    case "every":
      return `Every ${distance(schedule.everyMs)}`;
    case "cron":
      return expressionWords(schedule.expr);
  }
}

/** The expression itself when it has no words. */
function expressionWords(expr: string): string {
  try {
    return cronstrue.toString(expr, { use24HourTimeFormat: true });
  } catch {
    return expr;
  }
}

const UNITS = [
  { name: "day", ms: 86_400_000 },
  { name: "hour", ms: 3_600_000 },
  { name: "minute", ms: 60_000 },
  { name: "second", ms: 1_000 },
] as const;

/** "minute", "2 hours", "1 hour 30 minutes" */
function distance(ms: number): string {
  const exact = UNITS.find((unit) => ms >= unit.ms && ms % unit.ms === 0 && ms / unit.ms <= 120);
  if (exact) return ms === exact.ms ? exact.name : `${ms / exact.ms} ${exact.name}s`;
  const parts: string[] = [];
  let rest = ms;
  for (const { name, ms: size } of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount} ${name}${amount === 1 ? "" : "s"}`);
  }
  return parts.join(" ") || `${ms} ms`;
}

function expressionProblem(expr: string, tz: string | undefined): string | undefined {
  if (tz !== undefined && !isTimeZone(tz)) return `"${tz}" is no time zone: write it like Europe/Berlin or UTC.`;
  if (expr.trim() === "") return "Write a cron expression: minute hour day month weekday, like 0 9 * * 1-5.";
  try {
    const next = new Cron(expr, { paused: true, ...(tz && { timezone: tz }) }).nextRun();
    return next ? undefined : `"${expr}" never comes: there is no such day.`;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^Cron(Pattern|Date)?: /, "") : String(error);
    return `"${expr}" is no cron expression: ${why}`;
  }
}

function expressionTimes({ expr, tz }: { expr: string; tz?: string }, after: number, count: number): number[] {
  try {
    return new Cron(expr, { paused: true, ...(tz && { timezone: tz }) })
      .nextRuns(count, new Date(after))
      .map((date) => date.getTime());
  } catch {
    return [];
  }
}

function isTimeZone(tz: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: tz });
    return true;
  } catch {
    return false;
  }
}
