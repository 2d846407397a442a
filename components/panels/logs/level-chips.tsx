import { cn } from "@/components/ui/cn.ts";
import { compactNumber } from "@/components/ui/format.ts";
import type { LogLevel } from "@/server/protocol/logs.ts";
import { LEVEL_STYLE } from "./level-style.ts";
import { LOG_LEVELS } from "./log-query.ts";
import type { LevelCounts } from "./log-tally.ts";

interface LevelChipsProps {
  counts: LevelCounts | undefined;
  chosen: readonly LogLevel[];
  onChange: (levels: LogLevel[]) => void;
}

/** Levels with how many lines each would show; none pressed shows all. */
export function LevelChips({ counts, chosen, onChange }: LevelChipsProps) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Levels</legend>
      {LOG_LEVELS.map((level) => {
        const { label, letter, text } = LEVEL_STYLE[level];
        const pressed = chosen.includes(level);
        const count = counts?.[level] ?? 0;
        return (
          <button
            key={level}
            type="button"
            aria-pressed={pressed}
            onClick={() => onChange(pressed ? chosen.filter((other) => other !== level) : [...chosen, level])}
            className={cn(
              "flex h-7 items-center gap-1.5 rounded-md border px-2 text-xs transition-colors hover:bg-hover",
              pressed ? "border-line-strong bg-selected text-text" : "text-muted",
            )}
          >
            <span aria-hidden className={cn("font-mono font-semibold", text)}>
              {letter}
            </span>
            <span className="sr-only xl:not-sr-only">{label}</span>
            <span className="min-w-[3ch] text-right text-faint">{compactNumber(count)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
