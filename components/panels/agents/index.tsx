"use client";

import { usePathname } from "next/navigation";
import { AgentDetail } from "./agent-detail.tsx";
import { agentsRoute } from "./agents-route.ts";
import { Roster } from "./roster.tsx";

/** Every agent with what it does now; one of them with its files and tools. */
export default function AgentsPanel() {
  const route = agentsRoute(usePathname() ?? "");
  return route.view === "roster" ? <Roster /> : <AgentDetail key={route.agentId} route={route} />;
}
