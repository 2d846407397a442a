import { useMemo } from "react";
import { Section } from "@/components/ui/page.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { SessionsUsageResult } from "@/server/protocol/usage.ts";
import { UsageTable } from "./usage-table.tsx";
import { KEYS, type Key, type Measure, rowsOf } from "./usage-view.ts";
import type { UsageParams } from "./use-usage-params.ts";

export const KEY_LABELS: Record<Key, string> = { model: "Models", agent: "Agents", session: "Sessions", day: "Days" };

/** The same sums by model, agent, session or day. */
export function Breakdown({
  usage,
  params: { by, set },
  measure,
}: {
  usage: SessionsUsageResult;
  params: UsageParams;
  measure: Measure;
}) {
  const { byId } = useAgents();
  const rows = useMemo(() => rowsOf(usage, by, measure, (id) => byId(id)?.name ?? id), [usage, by, measure, byId]);
  return (
    <Section
      title="What it went to"
      actions={
        <Segmented
          label="By"
          value={by}
          onValueChange={(value) => set({ by: value })}
          choices={KEYS.map((value) => ({ value, label: KEY_LABELS[value] }))}
        />
      }
    >
      {rows.length > 0 ? (
        <UsageTable rows={rows} measure={measure} label={KEY_LABELS[by]} />
      ) : (
        <p className="px-3 py-4 text-muted text-sm">
          {usage.totals.totalTokens > 0 ? "The gateway does not tell this apart." : "Nothing yet."}
        </p>
      )}
    </Section>
  );
}
