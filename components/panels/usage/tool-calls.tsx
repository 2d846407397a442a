import { exactNumber } from "@/components/ui/format.ts";
import { Section } from "@/components/ui/page.tsx";
import type { SessionsUsageResult } from "@/server/protocol/usage.ts";

const SHOWN = 8;

/** Which tools were called how often; not there where the gateway does not count them. */
export function ToolCalls({ tools }: Pick<SessionsUsageResult["aggregates"], "tools">) {
  if (!tools || tools.totalCalls === 0) return null;
  const most = tools.tools.toSorted((one, other) => other.count - one.count);
  const highest = most[0]?.count ?? 1;
  const others = most.slice(SHOWN).reduce((sum, { count }) => sum + count, 0);
  return (
    <Section title={`Tool calls (${exactNumber(tools.totalCalls)})`}>
      <dl className="grid gap-2 px-3 py-3 text-sm">
        {most.slice(0, SHOWN).map(({ name, count }) => (
          <div key={name} className="grid grid-cols-[1fr_auto] gap-x-3">
            <dt className="truncate font-mono text-xs leading-5">{name}</dt>
            <dd className="text-muted text-xs leading-5 tabular-nums">{exactNumber(count)}</dd>
            <span
              aria-hidden
              className="col-span-2 h-1 rounded-full bg-accent"
              style={{ width: `${(count / highest) * 100}%` }}
            />
          </div>
        ))}
      </dl>
      {others > 0 && <p className="px-3 pb-3 text-muted text-xs">{exactNumber(others)} of other tools</p>}
    </Section>
  );
}
