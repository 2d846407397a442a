import { expect, test } from "vitest";
import { Latency } from "./latency.ts";

test("the first round trip is taken as it is, later ones move it a little, failed ones not at all", async () => {
  let now = 0;
  const latency = new Latency(() => now);
  const trip = (ms: number) => async () => {
    now += ms;
    return "answer";
  };
  expect(latency.ms).toBeUndefined();
  expect(await latency.measure(trip(10))).toBe("answer");
  expect(latency.ms).toBe(10);
  await latency.measure(trip(110));
  expect(latency.ms).toBe(40);
  await latency.measure(() => Promise.reject(new Error("lost"))).catch(() => {});
  expect(latency.ms).toBe(40);
});
