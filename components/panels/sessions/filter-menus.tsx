import { ChevronDown, ListFilter, Rows3 } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { ARCHIVE_FILTERS, type ArchiveFilter, GROUPINGS, type Grouping } from "./session-view.ts";
import type { SessionList } from "./use-session-list.ts";

const GROUP_LABELS: Record<Grouping, string> = {
  none: "No groups",
  agent: "By agent",
  day: "By day",
  category: "By category",
  status: "By status",
};
const ARCHIVE_LABELS: Record<ArchiveFilter, string> = {
  active: "Not archived",
  archived: "Archived only",
  all: "Both",
};

/** Whose sessions, and whether archived ones too. */
export function FilterMenu({ list }: { list: SessionList }) {
  const { params, set, agents } = list;
  const { byId } = useAgents();
  const count = params.agent.length + (params.show === "active" ? 0 : 1);
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm">
          <ListFilter aria-hidden /> Filter
          {count > 0 && <span className="rounded-sm bg-accent-soft px-1 text-2xs text-accent-text">{count}</span>}
        </Button>
      }
    >
      <MenuLabel>Agents</MenuLabel>
      <div className="max-h-72 overflow-y-auto">
        {agents.map(({ agentId, count: sessions }) => (
          <MenuCheckItem
            key={agentId}
            checked={params.agent.includes(agentId)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(on) =>
              set({ agent: on ? [...params.agent, agentId] : params.agent.filter((other) => other !== agentId) })
            }
          >
            <span className="min-w-0 flex-1 truncate">{byId(agentId)?.name ?? agentId}</span>
            <span className="pl-4 text-faint text-xs">{sessions}</span>
          </MenuCheckItem>
        ))}
      </div>
      <MenuSeparator />
      <MenuLabel>Archive</MenuLabel>
      {ARCHIVE_FILTERS.map((show) => (
        <MenuCheckItem key={show} checked={params.show === show} onCheckedChange={() => set({ show })}>
          {ARCHIVE_LABELS[show]}
        </MenuCheckItem>
      ))}
      <MenuSeparator />
      <MenuItem disabled={count === 0} onSelect={() => set({ agent: null, show: null })}>
        No filter
      </MenuItem>
    </Menu>
  );
}

/** How the list is divided. */
export function GroupMenu({ list }: { list: SessionList }) {
  const { params, set } = list;
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" aria-label={`Grouping: ${GROUP_LABELS[params.group]}`}>
          <Rows3 aria-hidden /> {GROUP_LABELS[params.group]} <ChevronDown aria-hidden />
        </Button>
      }
    >
      {GROUPINGS.map((group) => (
        <MenuCheckItem key={group} checked={params.group === group} onCheckedChange={() => set({ group })}>
          {GROUP_LABELS[group]}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}
