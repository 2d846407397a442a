import { Download } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { SessionsUsageResult } from "@/server/protocol/usage.ts";
import { type ExportFormat, usageFile } from "./usage-export.ts";
import { type Key, type Measure, rowsOf } from "./usage-view.ts";

/** Takes the shown table away as a file. */
export function ExportMenu({ usage, by, measure }: { usage: SessionsUsageResult; by: Key; measure: Measure }) {
  const { byId } = useAgents();

  function download(format: ExportFormat) {
    const rows = rowsOf(usage, by, measure, (id) => byId(id)?.name ?? id);
    const { name, type, content } = usageFile(rows, by, usage, format);
    const url = URL.createObjectURL(new Blob([content], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden /> Export
        </Button>
      }
    >
      <MenuItem onSelect={() => download("csv")}>CSV, for a spreadsheet</MenuItem>
      <MenuItem onSelect={() => download("json")}>JSON, for a program</MenuItem>
    </Menu>
  );
}
