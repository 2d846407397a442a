"use client";

import { usePathname } from "next/navigation";
import { cronRoute } from "./cron-route.ts";
import { JobDetail } from "./job-detail.tsx";
import { JobList } from "./job-list.tsx";

/** The scheduled jobs; one of them with what it did. */
export default function CronPanel() {
  const route = cronRoute(usePathname() ?? "");
  return route.view === "list" ? <JobList /> : <JobDetail key={route.id} id={route.id} />;
}
