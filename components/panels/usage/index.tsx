"use client";

import { ChartColumn } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { Page, Section } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useSessionsUsage } from "@/hooks/use-sessions-usage.ts";
import type { SessionsUsageResult } from "@/server/protocol/usage.ts";
import { Breakdown } from "./breakdown.tsx";
import { Budgets } from "./budgets.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { ToolCalls } from "./tool-calls.tsx";
import { UsageTiles } from "./usage-tiles.tsx";
import { UsageToolbar } from "./usage-toolbar.tsx";
import { daySeries, type Measure } from "./usage-view.ts";
import { type UsageParams, useUsageParams } from "./use-usage-params.ts";

const DayChart = lazy(() => import("./day-chart.tsx"));

/** What was spent: by day, model, agent and session, against budgets. */
export default function UsagePanel() {
  const params = useUsageParams();
  const { usage, isValidating, isCounting, error, refresh } = useSessionsUsage(params.dates);
  const { startDate, endDate } = params.dates;
  const measure: Measure = params.measure ?? (usage && usage.totals.totalCost === 0 ? "tokens" : "cost");
  return (
    <Page
      title="Usage"
      meta={startDate === endDate ? startDate : `${startDate} – ${endDate}`}
      actions={usage && <ExportMenu usage={usage} by={params.by} measure={measure} />}
    >
      <UsageToolbar
        params={params}
        measure={measure}
        news={usage && (isCounting ? "The gateway is still counting …" : isValidating ? "Reading …" : undefined)}
      />
      {usage && isCounting && usage.totals.totalTokens === 0 ? (
        <EmptyState icon={ChartColumn} title="The gateway is still counting">
          It sums up what its sessions took. This is shown by itself when there is something to show.
        </EmptyState>
      ) : usage ? (
        <UsageBody usage={usage} params={params} measure={measure} />
      ) : error ? (
        <ErrorState error={error} title="What was spent could not be read" onRetry={refresh} />
      ) : (
        <UsageSkeleton />
      )}
    </Page>
  );
}

function UsageBody({ usage, params, measure }: { usage: SessionsUsageResult; params: UsageParams; measure: Measure }) {
  const daily = useMemo(() => daySeries(usage, measure), [usage, measure]);
  const isEmpty = usage.totals.totalTokens === 0 && usage.aggregates.byModel.length === 0;
  return (
    <div className="mx-auto grid max-w-7xl grid-cols-1 gap-4 p-4">
      <UsageTiles usage={usage} />
      {isEmpty ? (
        <Section title="By day">
          <EmptyState icon={ChartColumn} title="Nothing was used in this time">
            Tokens and cost appear here as soon as an agent answers. The built-in operator needs no model and costs
            nothing.
          </EmptyState>
        </Section>
      ) : (
        // One day has no course.
        daily.days.length > 1 && (
          <Section title={measure === "cost" ? "Cost by day" : "Tokens by day"}>
            <Suspense fallback={<Skeleton className="m-3 h-64" />}>
              <DayChart {...daily} measure={measure} />
            </Suspense>
          </Section>
        )
      )}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Breakdown usage={usage} params={params} measure={measure} />
        <div className="grid gap-4">
          <Budgets />
          <ToolCalls tools={usage.aggregates.tools} />
        </div>
      </div>
    </div>
  );
}

function UsageSkeleton() {
  return (
    <Loading label="Loading the usage" className="mx-auto grid max-w-7xl gap-4 p-4">
      <Skeleton className="h-20" />
      <Skeleton className="h-72" />
      <Skeleton className="h-48" />
    </Loading>
  );
}
