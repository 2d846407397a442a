// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import type { CronJob } from "@/server/protocol/cron.ts";
import DeleteJob from "./delete-job.tsx";

const JOB = { id: "job-1", name: "Morning look" } as CronJob;

test("a job that is told to be gone is left at once, whenever the answer comes", async () => {
  const page = testPage({ "cron.remove": () => ({ ok: true, removed: true }) });
  window.history.replaceState(null, "", "/cron/job-1");
  render(<DeleteJob job={JOB} onClose={() => {}} />, { wrapper: page.wrapper });
  await page.greet();
  page.hold();
  await act(async () => screen.getByRole("button", { name: "Delete job" }).click());
  expect(page.count("cron.remove")).toBe(1);
  await page.event("cron", { jobId: "another", action: "removed" });
  await page.event("cron", { jobId: "job-1", action: "started" });
  expect(window.location.pathname).toBe("/cron/job-1");
  await page.event("cron", { jobId: "job-1", action: "removed" });
  expect(window.location.pathname).toBe("/cron");
  await page.release();
});
