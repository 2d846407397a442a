import { ArrowDown, Pause } from "lucide-react";
import { memo } from "react";
import { Button } from "@/components/ui/button.tsx";
import { exactNumber } from "@/components/ui/format.ts";

/** `follow`: the newest line stays in sight. `scrolled`: someone reads further up. `paused`: someone said so. */
export type TailMode = "follow" | "scrolled" | "paused";

interface LogStatusProps {
  /** Whether there is anything to tell yet. */
  isRead: boolean;
  mode: TailMode;
  newCount: number;
  matches: number;
  searched: number;
  /** Lines that are here; more than `searched` while the search goes on. */
  total: number;
  filtering: boolean;
  /** Older lines exist that are not here. */
  older: "none" | "there" | "loading";
  onResume: () => void;
  onLoadOlder: () => void;
}

/** What is on screen, out of how many, and whether it moves. */
export const LogStatus = memo(function LogStatus(props: LogStatusProps) {
  const { isRead, mode, newCount, matches, searched, total, filtering, older, onResume, onLoadOlder } = props;
  if (!isRead) return <footer className="h-7 shrink-0 border-t" />;
  return (
    <footer className="flex h-7 shrink-0 items-center gap-3 border-t px-3 text-muted text-xs">
      <span className="truncate">
        {filtering
          ? `${exactNumber(matches)} found · searched ${exactNumber(searched)} lines`
          : `${exactNumber(matches)} lines`}
        {searched < total && ` of ${exactNumber(total)} …`}
      </span>
      {older === "loading" && <span className="text-faint">Loading older lines …</span>}
      {older === "there" && (
        <button type="button" onClick={onLoadOlder} className="text-accent-text underline-offset-2 hover:underline">
          Load older
        </button>
      )}
      <span className="ml-auto" role="status">
        {mode === "paused" && <span className="sr-only">The log is paused</span>}
      </span>
      {mode === "follow" ? (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-1.5 rounded-full bg-good" /> Live
        </span>
      ) : (
        <Button variant={newCount > 0 ? "primary" : "secondary"} size="sm" onClick={onResume} className="h-5.5">
          {mode === "paused" ? <Pause aria-hidden /> : <ArrowDown aria-hidden />}
          {newCount > 0 ? `${exactNumber(newCount)} new` : mode === "paused" ? "Paused" : "To the newest"}
        </Button>
      )}
    </footer>
  );
});
