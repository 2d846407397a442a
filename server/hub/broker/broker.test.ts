import { pino } from "pino";
import { expect, test } from "vitest";
import { MemoryBroker } from "./broker.ts";
import { RedisBroker } from "./redis.ts";

const logger = pino({ level: "silent" });

test("a listener that throws takes nothing from the others, and is told of", () => {
  const faults: unknown[] = [];
  const broker = new MemoryBroker((error) => faults.push(error));
  const heard: string[] = [];
  broker.subscribe(() => {
    throw new Error("no");
  });
  const unsubscribe = broker.subscribe((event) => heard.push(event));
  broker.publish("one", {});
  unsubscribe();
  broker.publish("two", {});
  expect(heard).toEqual(["one"]);
  expect(faults).toHaveLength(2);
});

test("without any Redis events are heard in this process, and closing does not wait", async () => {
  const broker = new RedisBroker({ url: "redis://127.0.0.1:1", events: ["said"], logger });
  const heard: unknown[] = [];
  broker.subscribe((_event, payload) => heard.push(payload));
  broker.publish("said", { content: "hi" });
  expect(heard).toEqual([{ content: "hi" }]);
  await broker.close();
  await broker.close();
});
