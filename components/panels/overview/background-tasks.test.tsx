// @vitest-environment happy-dom
import { render, screen, waitFor } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import type { TaskSummary } from "@/server/protocol/tasks.ts";
import { BackgroundTasks } from "./background-tasks.tsx";
import { useShownTasks } from "./use-shown-tasks.ts";

const METHODS = ["tasks.list", "tasks.get", "tasks.cancel", "tasks.retry", "tasks.dismiss"];
const OPERATOR = { principal: { id: "a", name: "A", scopes: ["operator.read" as const, "operator.write" as const] } };

test("what could not be told to whoever asked is told again or let be; it goes when the gateway says so", async () => {
  const task = taskOf({ status: "completed", deliveryStatus: "failed" });
  const { page } = shown(task);
  await page.greet(OPERATOR);
  expect(await screen.findByText(/could not be told what came of it/)).toBeDefined();
  await act(async () => screen.getByRole("button", { name: "Tell of Counting again" }).click());
  await act(async () => screen.getByRole("button", { name: "Dismiss Counting" }).click());
  const asked = page.asked.filter(({ method }) => method === "tasks.retry" || method === "tasks.dismiss");
  expect(asked.map(({ method, params }) => [method, params])).toEqual([
    ["tasks.retry", { taskIds: ["t"] }],
    ["tasks.dismiss", { taskIds: ["t"] }],
  ]);
  await page.event("task", { action: "upserted", task: { ...task, deliveryStatus: "dismissed" } });
  await waitFor(() => expect(screen.queryByRole("button", { name: "Dismiss Counting" })).toBeNull());
  await page.event("task", { action: "deleted", taskId: "t" });
  await waitFor(() => expect(screen.queryByText("Counting")).toBeNull());
});

test("what goes on can be stopped by who may, and is looked at with what it was told", async () => {
  const { page } = shown(taskOf({ status: "running", lastActivity: "counts" }));
  await page.greet(OPERATOR);
  await act(async () => (await screen.findByRole("button", { name: "Stop Counting" })).click());
  expect(page.count("tasks.cancel")).toBe(1);
  await act(async () => screen.getByRole("button", { name: "Counting" }).click());
  expect(await screen.findByText("count the stars")).toBeDefined();
});

test("who may only look stops nothing", async () => {
  const { page } = shown(taskOf({ status: "running" }));
  await page.greet({ principal: { id: "a", name: "A", scopes: ["operator.read"] } });
  expect(await screen.findByText("Counting")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Stop Counting" })).toBeNull();
});

function shown(task: TaskSummary) {
  const status = { state: "ready", since: 0 };
  const gateways = [{ id: "embedded", name: "Here", kind: "openclaw", status, methods: METHODS }];
  const page = testPage({
    "gateways.list": () => ({ defaultId: "embedded", gateways }),
    "agents.list": () => ({ defaultId: "main", mainKey: "main", scope: "per-sender", agents: [] }),
    "tasks.list": () => ({ tasks: [task] }),
    "tasks.get": () => ({ task: { ...task, prompt: "count the stars" } }),
    "tasks.cancel": () => ({ found: true, cancelled: true }),
    "tasks.retry": () => ({ results: [{ taskId: "t", ok: true }] }),
    "tasks.dismiss": () => ({ results: [{ taskId: "t", ok: true }] }),
  });
  return { page, ...render(<Tasks />, { wrapper: page.wrapper }) };
}

function Tasks() {
  return <BackgroundTasks tasks={useShownTasks()} />;
}

function taskOf(rest: Partial<TaskSummary>): TaskSummary {
  const now = Date.now();
  return { id: "t", title: "Counting", runtime: "subagent", status: "running", createdAt: now, endedAt: now, ...rest };
}
