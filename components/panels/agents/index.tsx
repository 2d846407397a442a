"use client";

import { usePathname } from "next/navigation";
import { lazy, Suspense } from "react";
import { Page } from "@/components/ui/page.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useEveryGateway } from "@/hooks/gateway-provider.tsx";
import { agentsRoute } from "./agents-route.ts";
import { FleetRoster } from "./fleet-roster.tsx";
import { Roster } from "./roster.tsx";

const AgentDetail = lazy(() => import("./agent-detail.tsx"));

/** Every agent with what it does now; one of them with its files and tools. */
export default function AgentsPanel() {
  const route = agentsRoute(usePathname() ?? "");
  const every = useEveryGateway();
  if (route.view === "roster") return every ? <FleetRoster /> : <Roster />;
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <AgentDetail key={route.agentId} route={route} />
    </Suspense>
  );
}

function DetailSkeleton() {
  return (
    <Page title="Agents">
      <Skeleton className="m-4 h-64" />
    </Page>
  );
}
