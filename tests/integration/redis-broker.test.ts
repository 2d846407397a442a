import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { RedisBroker } from "../../server/hub/broker/redis.ts";
import { RedisServer } from "../support/redis.ts";

test("a Redis that takes and never answers holds a bounded number of events, and all of them arrive in order", async () => {
  const redis = await RedisServer.start();
  const broker = () => new RedisBroker({ url: redis.url, events: ["said"], logger: pino({ level: "silent" }) });
  const [here, there] = [broker(), broker()];
  onTestFinished(async () => {
    await Promise.all([here.close(), there.close()]);
    await redis[Symbol.asyncDispose]();
  });
  const arrived: unknown[] = [];
  there.subscribe((_event, { count }) => arrived.push(count));
  while (arrived.length === 0) {
    here.publish("said", { count: "first" });
    await sleep(20);
  }
  arrived.length = 0;
  redis.stall();
  let heard = 0;
  here.subscribe(() => {
    heard += 1;
  });
  for (let count = 0; count < 1_500; count += 1) here.publish("said", { count });
  expect(heard).toBe(1_500);
  redis.goOn();
  while (!arrived.includes("last")) {
    here.publish("said", { count: "last" });
    await sleep(20);
  }
  const counts = arrived.filter((count) => typeof count === "number");
  // One of the first tries may have been under way still.
  expect(counts.length).toBeGreaterThanOrEqual(999);
  expect(counts).toEqual(Array.from({ length: counts.length }, (_none, count) => count));
  expect(counts.length).toBeLessThanOrEqual(1_000);
});
