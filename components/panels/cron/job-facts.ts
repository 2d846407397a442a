import type { Tone } from "@/components/ui/badge.tsx";
import { timeFormat } from "@/components/ui/locale.ts";
import type { CronJob, CronSchedule } from "@/server/protocol/cron.ts";
import { scheduleWords, upcoming } from "@/server/protocol/cron-schedule.ts";

/** How a job does, in a word. */
export interface JobLook {
  tone: Tone;
  label: string;
  live: boolean;
}

export function jobLook({ enabled, state }: CronJob): JobLook {
  if (state.runningAtMs !== undefined) return { tone: "accent", label: "Running", live: true };
  if (!enabled) return { tone: "neutral", label: "Paused", live: false };
  if (state.lastRunStatus === "error") return { tone: "bad", label: "Failing", live: false };
  return { tone: "good", label: "On", live: false };
}

/** When it runs, in plain words, and in which zone: "At 09:00, Monday through Friday", "Europe/Berlin". */
export function scheduleText(job: CronJob): { words: string; zone: string | undefined } {
  const schedule = followed(job);
  if (schedule?.kind === "at") return { words: `Once, ${momentOf(schedule.at)}`, zone: undefined };
  if (!schedule) return { words: OTHER_KINDS[job.schedule.kind] ?? `By ${job.schedule.kind}`, zone: undefined };
  return {
    words: scheduleWords(schedule),
    zone: schedule.kind === "cron" ? (schedule.tz ?? "the gateway's zone") : undefined,
  };
}

/**
 * The next times, at most `count`, in milliseconds since 1970. The first is the gateway's own word; those after it
 * follow from the schedule, unless that is in a zone that only the gateway knows.
 */
export function nextTimes(job: CronJob, count: number): number[] {
  const first = job.enabled ? job.state.nextRunAtMs : undefined;
  if (first === undefined) return [];
  const schedule = followed(job);
  const isKnown = schedule && !(schedule.kind === "cron" && !schedule.tz);
  return isKnown ? [first, ...upcoming(schedule, first, count - 1)].slice(0, count) : [first];
}

/** What the agent is told; undefined for payloads that are not words. */
export function wordsOf({ payload }: Pick<CronJob, "payload">): string | undefined {
  switch (payload.kind) {
    case "agentTurn":
      return payload.message;
    case "systemEvent":
      return payload.text;
    default:
      return undefined;
  }
}

/** The address of the conversation that a run was in. A gateway may name the run itself, which is no conversation. */
export function runHref(sessionKey: string): string {
  return `/chat/${encodeURIComponent(sessionKey.replace(/:run:[^:]+$/, ""))}`;
}

/** Where it talks to its agent. */
export function placeText({ sessionTarget }: Pick<CronJob, "sessionTarget">): string {
  return PLACES[sessionTarget] ?? sessionTarget.replace(/^session:/, "");
}

const moment = timeFormat({ dateStyle: "medium", timeStyle: "short" });

/** As typed when it is no time. */
function momentOf(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : moment.format(time);
}

const PLACES: Readonly<Record<string, string>> = {
  isolated: "Its own session, fresh each time",
  main: "The agent's main session",
  current: "The session it was made in",
};

/** Schedules that only some gateways have. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  "on-exit": "When a command ends",
  stream: "When a command says something",
};

const FOLLOWED: ReadonlySet<string> = new Set(["at", "every", "cron"]);

function followed({ schedule }: CronJob): CronSchedule | undefined {
  return FOLLOWED.has(schedule.kind) ? schedule : undefined;
}
