import { expect, test } from "vitest";
import { Budgets, MAX_BUDGETS } from "./budgets.ts";

function memory() {
  const kept = new Map<string, unknown>();
  return {
    get: async (key: string) => structuredClone(kept.get(key)),
    put: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
  };
}

test("a budget is changed bound by bound, told, kept, and goes with its last one", async () => {
  const store = memory();
  const budgets = await Budgets.open(store);
  const told: string[] = [];
  const stop = budgets.onChange((gateway) => told.push(gateway));
  await budgets.set("a", { daily: 5 });
  expect(await budgets.set("a", { monthly: 100 })).toEqual({ gateway: "a", daily: 5, monthly: 100 });
  await budgets.set("b", { daily: 1 });
  expect((await Budgets.open(store)).list()).toEqual(budgets.list());
  await budgets.set("a", { daily: null });
  expect(budgets.list()).toEqual([
    { gateway: "b", daily: 1 },
    { gateway: "a", monthly: 100 },
  ]);
  stop();
  await budgets.set("a", { monthly: null });
  expect(budgets.list()).toEqual([{ gateway: "b", daily: 1 }]);
  expect(told).toEqual(["a", "a", "b", "a"]);
});

test("there is a bound, and what could not be written is not there", async () => {
  const store = memory();
  const budgets = await Budgets.open(store);
  await Promise.all(Array.from({ length: MAX_BUDGETS }, (_, i) => budgets.set(`g${i}`, { daily: 1 })));
  await expect(budgets.set("more", { daily: 1 })).rejects.toMatchObject({ code: "RATE_LIMITED" });
  store.put = () => Promise.reject(new Error("full"));
  await expect(budgets.set("g0", { daily: 2 })).rejects.toThrow("full");
  expect(budgets.list().find(({ gateway }) => gateway === "g0")).toEqual({ gateway: "g0", daily: 1 });
});
