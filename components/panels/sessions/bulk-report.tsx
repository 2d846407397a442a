import { Button } from "@/components/ui/button.tsx";
import { Callout } from "@/components/ui/states.tsx";
import type { BulkProgress } from "./bulk.ts";

interface BulkReportProps {
  verb: string;
  progress: BulkProgress;
  titles: ReadonlyMap<string, string>;
  onDismiss: () => void;
}

const SHOWN = 5;

/** What a bulk action could not do, session by session, with the gateway's own words. */
export function BulkReport({ verb, progress, titles, onDismiss }: BulkReportProps) {
  const { failures, done } = progress;
  const more = failures.length - SHOWN;
  return (
    <Callout tone="bad" className="m-2 flex shrink-0 items-start gap-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {verb}: {done - failures.length} done, {failures.length} failed
        </p>
        <ul className="text-xs">
          {failures.slice(0, SHOWN).map(({ key, message }) => (
            <li key={key} className="truncate">
              {titles.get(key) ?? key}: {message}
            </li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      </div>
      <Button size="sm" onClick={onDismiss}>
        Dismiss
      </Button>
    </Callout>
  );
}
