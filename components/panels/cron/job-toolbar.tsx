import { Search } from "lucide-react";
import { Input } from "@/components/ui/field.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { JOB_STATES, type JobFilter, type JobState } from "./use-job-filter.ts";

const LABELS: Record<JobState, string> = { all: "All", on: "On", failing: "Failing", paused: "Paused" };

/** What narrows the list. */
export function JobToolbar({ filter: { text, setText, state, setState } }: { filter: JobFilter }) {
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b px-4 py-1">
      <Segmented
        label="State"
        value={state}
        onValueChange={setState}
        choices={JOB_STATES.map((value) => ({ value, label: LABELS[value] }))}
      />
      <div className="relative w-full sm:w-64">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
        />
        <Input
          role="searchbox"
          aria-label="Search jobs"
          placeholder="Search jobs"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pl-8"
        />
      </div>
    </div>
  );
}
