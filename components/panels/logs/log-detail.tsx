import { X } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Sheet } from "@/components/ui/overlay.tsx";
import { useIsWide } from "@/components/ui/use-is-wide.ts";
import { LEVEL_STYLE } from "./level-style.ts";
import { LogFacts } from "./log-facts.tsx";
import type { LogWorkbench } from "./use-log-workbench.ts";

/** The opened line: beside the others where there is room, over them on a phone. */
export function LogDetail({ bench }: { bench: LogWorkbench }) {
  const wide = useIsWide();
  const { opened, open, list } = bench;
  if (!opened) return null;
  const { label, text } = LEVEL_STYLE[opened.level];
  const close = () => {
    open(null);
    list.current?.focus();
  };
  const facts = <LogFacts entry={opened} bench={bench} />;

  if (!wide) {
    return (
      <Sheet side="bottom" open onOpenChange={close} title={`${label} from ${opened.source}`}>
        {facts}
      </Sheet>
    );
  }
  return (
    <aside aria-label="Log line" className="flex w-[26rem] shrink-0 flex-col border-l bg-surface">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b pr-1 pl-3">
        <span className={cn("font-medium text-sm", text)}>{label}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-muted text-xs">{opened.source}</span>
        <IconButton label="Close" icon={X} shortcut="Esc" onClick={close} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-3">{facts}</div>
    </aside>
  );
}
