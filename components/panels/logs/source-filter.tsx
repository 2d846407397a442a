import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { compactNumber } from "@/components/ui/format.ts";
import { Menu, MenuCheckItem, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";

interface SourceFilterProps {
  sources: readonly { source: string; count: number }[];
  chosen: readonly string[];
  onChange: (sources: string[]) => void;
}

/** The parts of the system that spoke, with how much. The menu stays open while several are chosen. */
export function SourceFilter({ sources, chosen, onChange }: SourceFilterProps) {
  const label = chosen.length === 0 ? "All sources" : chosen.length === 1 ? chosen[0] : `${chosen.length} sources`;
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" aria-label={`Sources: ${label}`}>
          <span className="max-w-32 truncate">{label}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuItem disabled={chosen.length === 0} onSelect={() => onChange([])}>
        All sources
      </MenuItem>
      <MenuSeparator />
      <div className="max-h-80 overflow-y-auto">
        {sources.map(({ source, count }) => (
          <MenuCheckItem
            key={source}
            checked={chosen.includes(source)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(on) => onChange(on ? [...chosen, source] : chosen.filter((other) => other !== source))}
          >
            <span className="min-w-0 flex-1 truncate font-mono text-xs">{source}</span>
            <span className="pl-4 text-faint text-xs">{compactNumber(count)}</span>
          </MenuCheckItem>
        ))}
      </div>
    </Menu>
  );
}
