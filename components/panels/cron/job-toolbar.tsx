import { SearchField } from "@/components/ui/search-field.tsx";
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
      <SearchField label="Search jobs" value={text} onValueChange={setText} boxClassName="w-full sm:w-64" />
    </div>
  );
}
