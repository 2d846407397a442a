import { Button } from "@/components/ui/button.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { FilterMenu, GroupMenu } from "./filter-menus.tsx";
import { STATE_FILTERS, type StateFilter } from "./session-view.ts";
import type { SessionList } from "./use-session-list.ts";

const STATE_LABELS: Record<StateFilter, string> = {
  any: "All",
  running: "Running",
  attention: "Failed",
  unread: "Unread",
  pinned: "Pinned",
};

/** What narrows and divides the list. */
export function SessionToolbar({ list }: { list: SessionList }) {
  const { params, set, heldBack, release, search } = list;
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 overflow-x-auto border-b px-3">
      <Segmented
        label="State"
        value={params.state}
        onValueChange={(state) => set({ state })}
        choices={STATE_FILTERS.map((value) => ({ value, label: STATE_LABELS[value] }))}
      />
      <FilterMenu list={list} />
      <GroupMenu list={list} />
      <span role="status" className="ml-auto shrink-0 text-muted text-xs">
        {search.isSearching && "Searching transcripts …"}
        {search.error && <span title={search.error.message}>The transcripts could not be searched</span>}
      </span>
      {heldBack > 0 && (
        <Button size="sm" variant="primary" onClick={release}>
          {heldBack} new
        </Button>
      )}
    </div>
  );
}
