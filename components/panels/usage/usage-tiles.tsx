import { compactNumber, exactNumber, money } from "@/components/ui/format.ts";
import type { SessionsUsageResult } from "@/server/protocol/usage.ts";
import { daysBetween, hasKnownCost } from "./usage-view.ts";

/** The sums of the time that is looked at. */
export function UsageTiles({ usage }: { usage: SessionsUsageResult }) {
  const { totals, aggregates, startDate, endDate } = usage;
  const { input, output, cacheRead, cacheWrite, totalTokens, totalCost, missingCostEntries } = totals;
  const days = Math.max(1, daysBetween(startDate, endDate).length);
  const cached =
    input + cacheRead + cacheWrite > 0 ? Math.round((100 * cacheRead) / (input + cacheRead + cacheWrite)) : 0;
  const isUnknown = !hasKnownCost(totals);
  return (
    <div className="grid gap-2">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Tile
          name="Cost"
          value={isUnknown ? "Unknown" : money(totalCost)}
          note={isUnknown ? "no prices known" : days > 1 ? `${money(totalCost / days)} a day` : "on this day"}
        />
        <Tile
          name="Tokens"
          value={compactNumber(totalTokens)}
          note={days > 1 ? `${compactNumber(totalTokens / days)} a day` : "on this day"}
        />
        <Tile
          name="In and out"
          value={`${compactNumber(input + cacheRead + cacheWrite)} / ${compactNumber(output)}`}
          note={`${cached} % of input cached`}
        />
        <Tile
          name="Sessions"
          value={exactNumber(aggregates.sessionCount ?? usage.sessions.length)}
          note={`${aggregates.byModel.length} ${aggregates.byModel.length === 1 ? "model" : "models"}`}
        />
      </dl>
      {missingCostEntries > 0 && (
        <p className="text-muted text-sm">
          {missingCostEntries === 1 ? "One answer came" : `${exactNumber(missingCostEntries)} answers came`} from models
          without a known price: their tokens are counted, their cost is not.
        </p>
      )}
    </div>
  );
}

function Tile({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div className="rounded-lg border bg-surface px-3 py-2.5">
      <dt className="text-muted text-sm">{name}</dt>
      <dd>
        <span className="block h-8 truncate font-semibold text-2xl leading-8 max-sm:text-xl">{value}</span>
        <span className="block h-4 truncate text-muted text-xs">{note}</span>
      </dd>
    </div>
  );
}
