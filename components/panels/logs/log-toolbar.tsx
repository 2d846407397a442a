import { Download, FileJson, FileText, Pause, Play, WrapText, X } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { LevelChips } from "./level-chips.tsx";
import type { LogFormat } from "./log-export.ts";
import type { LevelCounts } from "./log-tally.ts";
import { SourceFilter } from "./source-filter.tsx";
import { TimeRange } from "./time-range.tsx";
import type { LogParams } from "./use-log-params.ts";

interface LogToolbarProps {
  log: LogParams;
  levels: LevelCounts | undefined;
  sources: readonly { source: string; count: number }[];
  filtering: boolean;
}

/** What narrows the lines: levels, sources, time, and a run or session that someone came from. */
export function LogToolbar({ log, levels, sources, filtering }: LogToolbarProps) {
  const { params, set, clear } = log;
  return (
    <div className="flex shrink-0 items-center gap-2 overflow-x-auto border-b px-3 py-1">
      <LevelChips counts={levels} chosen={params.level} onChange={(level) => set({ level })} />
      <SourceFilter sources={sources} chosen={params.source} onChange={(source) => set({ source })} />
      <TimeRange value={params} onChange={set} />
      {params.run && <Origin name="Run" value={params.run} onRemove={() => set({ run: null })} />}
      {params.session && <Origin name="Session" value={params.session} onRemove={() => set({ session: null })} />}
      {filtering && (
        <Button variant="ghost" size="sm" onClick={() => clear()} className="ml-auto">
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface LogActionsProps {
  paused: boolean;
  wrap: boolean;
  onPause: () => void;
  onWrap: () => void;
  onDownload: (format: LogFormat) => void;
}

/** What is done with the lines that are shown. */
export function LogActions({ paused, wrap, onPause, onWrap, onDownload }: LogActionsProps) {
  return (
    <div className="flex items-center gap-1">
      <IconButton
        label={paused ? "Resume" : "Pause"}
        shortcut="Space"
        icon={paused ? Play : Pause}
        aria-pressed={paused}
        onClick={onPause}
      />
      <IconButton
        label="Wrap long lines"
        icon={WrapText}
        aria-pressed={wrap}
        onClick={onWrap}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
      />
      <Menu trigger={<IconButton label="Download what is shown" icon={Download} />}>
        <MenuItem onSelect={() => onDownload("jsonl")}>
          <FileJson aria-hidden /> JSON lines (.jsonl)
        </MenuItem>
        <MenuItem onSelect={() => onDownload("log")}>
          <FileText aria-hidden /> Plain text (.log)
        </MenuItem>
      </Menu>
    </div>
  );
}

function Origin({ name, value, onRemove }: { name: string; value: string; onRemove: () => void }) {
  return (
    <span className="flex h-7 min-w-0 shrink-0 items-center gap-1 rounded-md bg-accent-soft pl-2 text-accent-text text-xs">
      {name}
      <span className="max-w-40 truncate font-mono" title={value}>
        {value}
      </span>
      <IconButton label={`All ${name.toLowerCase()}s`} icon={X} onClick={onRemove} className="text-accent-text" />
    </span>
  );
}
