import { expect, test } from "vitest";
import { openTestGateway } from "./testing/gateway.ts";

const at = (month: number, day: number, hour = 12) => new Date(2026, month - 1, day, hour).getTime();
const tokens = { input: 10, output: 5, cacheRead: 2, cacheWrite: 1 };

async function opened() {
  const gateway = await openTestGateway({ clock: () => at(3, 10) });
  const { usage } = gateway.store;
  const add = (time: number, agentId: string, sessionKey: string, model: string, cost?: number) =>
    usage.add({ runId: `${time} ${model}`, time, agentId, sessionKey, model, ...tokens, cost });
  await add(at(2, 1), "main", "agent:main:old", "openai/gpt-5", 9);
  await add(at(3, 8), "main", "agent:main:a", "openai/gpt-5", 0.25);
  await add(at(3, 10, 0), "main", "agent:main:a", "openai/gpt-5", 0.5);
  await add(at(3, 10, 23), "scout", "agent:scout:b", "local/llama");
  return gateway;
}

test("what was spent is told by model, agent, session and day, and what has no price is counted apart", async () => {
  const { call } = await opened();
  const result = await call("sessions.usage", { startDate: "2026-03-08", endDate: "2026-03-10", agentScope: "all" });
  expect(result).toMatchObject({ startDate: "2026-03-08", endDate: "2026-03-10" });
  expect(result.totals).toEqual({
    input: 30,
    output: 15,
    cacheRead: 6,
    cacheWrite: 3,
    totalTokens: 54,
    totalCost: 0.75,
    missingCostEntries: 1,
  });
  const { sessionCount, byModel, byAgent, costDaily, modelDaily } = result.aggregates;
  expect(sessionCount).toBe(2);
  expect(byModel).toMatchObject([
    { provider: "openai", model: "gpt-5", count: 2, totals: { totalCost: 0.75, missingCostEntries: 0 } },
    { provider: "local", model: "llama", count: 1, totals: { totalCost: 0, missingCostEntries: 1 } },
  ]);
  expect(byAgent.map(({ agentId }) => agentId)).toEqual(["main", "scout"]);
  expect(costDaily?.map(({ date, totalCost }) => [date, totalCost])).toEqual([
    ["2026-03-08", 0.25],
    ["2026-03-10", 0.5],
  ]);
  expect(modelDaily?.map(({ date, model, tokens }) => [date, model, tokens])).toEqual([
    ["2026-03-08", "gpt-5", 18],
    ["2026-03-10", "gpt-5", 18],
    ["2026-03-10", "llama", 18],
  ]);
  expect(result.sessions).toMatchObject([
    { key: "agent:main:a", agentId: "main", usage: { totalCost: 0.75, firstActivity: at(3, 8) } },
    { key: "agent:scout:b", usage: { missingCostEntries: 1 } },
  ]);
});

test("ranges end today, and one session or agent is asked for by its name", async () => {
  const { call } = await opened();
  const week = await call("sessions.usage", { range: "7d" });
  expect(week).toMatchObject({ startDate: "2026-03-04", endDate: "2026-03-10", totals: { totalCost: 0.75 } });
  const all = await call("sessions.usage", { range: "all", limit: 1 });
  expect(all).toMatchObject({ startDate: "2026-02-01", totals: { totalCost: 9.75 } });
  expect(all.sessions.map(({ key }) => key)).toEqual(["agent:main:old"]);
  expect((await call("sessions.usage", { key: "agent:main:a" })).totals.totalCost).toBe(0.75);
  expect((await call("sessions.usage", { agentId: "scout" })).totals.totalTokens).toBe(18);
  expect((await call("sessions.usage", { key: "agent:main:none" })).totals.totalTokens).toBe(0);
});

test("usage.cost takes the same dates", async () => {
  const { call } = await opened();
  const month = await call("usage.cost", { startDate: "2026-02-01", endDate: "2026-02-28" });
  expect(month).toMatchObject({ days: 28, totals: { totalCost: 9 } });
  expect((await call("usage.cost", { days: 3 })).daily).toHaveLength(2);
});

test.each([
  { startDate: "2026-03-01" },
  { startDate: "2026-03-02", endDate: "2026-03-01" },
  { startDate: "2026-02-30", endDate: "2026-03-01" },
])("%j is no time", async (params) => {
  const { call } = await opened();
  await expect(call("sessions.usage", params)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  await expect(call("usage.cost", params)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
});
