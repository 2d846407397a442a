import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { CronJob } from "@/server/protocol/cron.ts";
import { jobLook, wordsOf } from "./job-facts.ts";

export const JOB_STATES = ["all", "on", "failing", "paused"] as const;

export type JobState = (typeof JOB_STATES)[number];

const PARSERS = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(JOB_STATES).withDefault("all"),
};

/** Those of the jobs that the address asks for. */
export function useJobFilter(jobs: readonly CronJob[]) {
  const [{ q, state }, set] = useQueryStates(PARSERS, { history: "replace" });
  const found = useMemo(() => jobs.filter((job) => fits(job, state, q)), [jobs, state, q]);
  return {
    found,
    text: q,
    state,
    setText: (text: string) => set({ q: text || null }),
    setState: (next: JobState) => set({ state: next }),
    clear: () => set({ q: null, state: null }),
  };
}

export type JobFilter = ReturnType<typeof useJobFilter>;

function fits(job: CronJob, state: JobState, text: string): boolean {
  const words = text.trim().toLowerCase();
  const { name, agentId = "", enabled } = job;
  const isFound = `${name}\n${agentId}\n${wordsOf(job) ?? ""}`.toLowerCase().includes(words);
  switch (state) {
    case "all":
      return isFound;
    case "on":
      return isFound && enabled;
    case "failing":
      return isFound && jobLook(job).label === "Failing";
    case "paused":
      return isFound && !enabled;
  }
}
