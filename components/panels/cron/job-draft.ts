import type { CronJob, CronPayload, CronSchedule } from "@/server/protocol/cron.ts";
import { scheduleProblem, upcoming } from "@/server/protocol/cron-schedule.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";
import { wordsOf } from "./job-facts.ts";

export type EveryUnit = "minutes" | "hours" | "days";

/** What stands in the form. */
export interface JobDraft {
  name: string;
  /** Empty for the default one. */
  agentId: string;
  kind: "cron" | "every" | "at" | "kept";
  expr: string;
  tz: string;
  /** As typed. */
  every: string;
  unit: EveryUnit;
  /** `YYYY-MM-DDTHH:MM` in the browser's zone. */
  at: string;
  /** Undefined when what it does is no words, and stays as it is. */
  words: string | undefined;
  /** Where it talks; `kept` for a place that only programs choose. */
  place: "isolated" | "main" | "kept";
  /** Empty for the agent's own. */
  model: string;
}

const UNIT_MS: Record<EveryUnit, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
/** Ten years, the most that a gateway here takes. */
const MOST_MS = 3_650 * UNIT_MS.days;
const KINDS: ReadonlySet<string> = new Set(["cron", "every", "at"]);

/** The form of a job, or of a new one in the browser's zone. */
export function draftOf(job: CronJob | undefined, zone: string): JobDraft {
  const draft: JobDraft = {
    name: "",
    agentId: "",
    kind: "cron",
    expr: "0 9 * * *",
    tz: zone,
    every: "30",
    unit: "minutes",
    at: "",
    words: "",
    place: "isolated",
    model: "",
  };
  if (!job) return draft;
  const { name, agentId = "", schedule, sessionTarget, payload } = job;
  return {
    ...draft,
    name,
    agentId,
    ...draftOfSchedule(schedule),
    words: wordsOf(job),
    place: sessionTarget === "isolated" || sessionTarget === "main" ? sessionTarget : "kept",
    model: payload.kind === "agentTurn" ? (payload.model ?? "") : "",
  };
}

/** When it is to run; undefined while that cannot be read. `job` gives what is kept. */
export function scheduleOf(draft: JobDraft, job?: CronJob): CronSchedule | undefined {
  switch (draft.kind) {
    case "cron":
      return { kind: "cron", expr: draft.expr.trim(), ...(draft.tz.trim() && { tz: draft.tz.trim() }) };
    case "every": {
      const everyMs = Math.round(Number(draft.every) * UNIT_MS[draft.unit]);
      return draft.every.trim() && everyMs >= 1_000 && everyMs <= MOST_MS ? { kind: "every", everyMs } : undefined;
    }
    case "at": {
      const at = Date.parse(draft.at);
      return Number.isNaN(at) ? undefined : { kind: "at", at: new Date(at).toISOString() };
    }
    case "kept":
      return job?.schedule;
  }
}

/** What is wrong with the time as typed; undefined when it can be followed after `now`. */
export function timeProblem(draft: JobDraft, now: number): string | undefined {
  if (draft.kind === "kept") return undefined;
  const schedule = scheduleOf(draft);
  if (!schedule) return draft.kind === "at" ? "Choose a day and a time." : "Write how often: a number above 0.";
  const problem = scheduleProblem(schedule);
  if (problem) return problem;
  return upcoming(schedule, now, 1).length === 0 ? "That time has passed: choose a later one." : undefined;
}

/** What is added; undefined while something is missing or wrong. */
export function additionOf(draft: JobDraft, now: number): ParamsOf<"cron.add"> | undefined {
  const schedule = scheduleOf(draft);
  const { name, agentId, words = "", place } = draft;
  if (!schedule || place === "kept" || timeProblem(draft, now) || !name.trim() || !words.trim()) return undefined;
  return {
    name: name.trim(),
    ...(agentId && { agentId }),
    schedule,
    sessionTarget: place,
    wakeMode: "now",
    payload: payloadOf(draft, undefined),
    // Without it a gateway with channels would look for somebody to tell.
    ...(place === "isolated" && { delivery: { mode: "none" as const } }),
  };
}

/** What of a job was changed, empty when nothing was; undefined while something is missing or wrong. */
export function changesOf(draft: JobDraft, job: CronJob, now: number): ParamsOf<"cron.update">["patch"] | undefined {
  const before = draftOf(job, draft.tz);
  const isRetimed = TIME_FIELDS.some((field) => draft[field] !== before[field]);
  const schedule = scheduleOf(draft, job);
  if (!schedule || (isRetimed && timeProblem(draft, now)) || !draft.name.trim() || draft.words?.trim() === "")
    return undefined;
  const isMoved = draft.place !== before.place;
  const isReworded = isMoved || draft.words !== before.words || draft.model !== before.model;
  return {
    ...(draft.name.trim() !== job.name && { name: draft.name.trim() }),
    ...(draft.agentId !== before.agentId && { agentId: draft.agentId || null }),
    ...(isRetimed && { schedule }),
    ...(isMoved && draft.place !== "kept" && { sessionTarget: draft.place }),
    ...(isReworded && { payload: payloadOf(draft, job) }),
  };
}

const TIME_FIELDS = ["kind", "expr", "tz", "every", "unit", "at"] as const;

function payloadOf({ words = "", place, model }: JobDraft, job: CronJob | undefined): CronPayload {
  if (place === "main") return { kind: "systemEvent", text: words.trim() };
  const kept = job?.payload.kind === "agentTurn" ? job.payload : undefined;
  const { model: _before, ...rest } = kept ?? { kind: "agentTurn" as const };
  return { ...rest, message: words.trim(), ...(model && { model }) };
}

function draftOfSchedule(schedule: CronSchedule): Partial<JobDraft> {
  if (!KINDS.has(schedule.kind)) return { kind: "kept" };
  switch (schedule.kind) {
    case "cron":
      return { kind: "cron", expr: schedule.expr, tz: schedule.tz ?? "" };
    case "every": {
      const { everyMs } = schedule;
      const unit = everyMs % UNIT_MS.days === 0 ? "days" : everyMs % UNIT_MS.hours === 0 ? "hours" : "minutes";
      return { kind: "every", unit, every: String(everyMs / UNIT_MS[unit]) };
    }
    case "at":
      return { kind: "at", at: localTime(Date.parse(schedule.at)) };
  }
}

/** As an input of the type `datetime-local` wants it. */
function localTime(time: number): string {
  if (Number.isNaN(time)) return "";
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
