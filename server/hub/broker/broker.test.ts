import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
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

test("a Redis that takes and never answers holds a bounded number of events", async () => {
  const redis = await silentRedis();
  const broker = new RedisBroker({ url: redis.url, events: ["said"], logger });
  onTestFinished(() => broker.close());
  await redis.subscribed;
  let heard = 0;
  broker.subscribe(() => {
    heard += 1;
  });
  for (let count = 0; count < 1_500; count += 1) broker.publish("said", { count });
  expect(heard).toBe(1_500);
  await redis.quiet();
  expect(redis.published()).toBe(1_000);
});

/** Shakes hands as Redis does, and lets every PUBLISH wait for ever. */
async function silentRedis() {
  let published = 0;
  let lastHeard = 0;
  const { promise: subscribed, resolve } = Promise.withResolvers<void>();
  const greeted = new Set<unknown>();
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      lastHeard = performance.now();
      const text = data.toString();
      published += text.match(/\bpublish\r\n/gi)?.length ?? 0;
      for (const [command] of text.matchAll(/\r\n(info|client|subscribe)\r\n/gi)) {
        const name = command.trim().toLowerCase();
        if (name === "info") socket.write("$21\r\nredis_version:7.0.0\r\n\r\n");
        else if (name === "client") socket.write("+OK\r\n");
        else socket.write("*3\r\n$9\r\nsubscribe\r\n$4\r\nsaid\r\n:1\r\n");
        if (name !== "client") greeted.add(`${name} of ${socket.remotePort}`);
      }
      if (greeted.size >= 3) resolve();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    subscribed,
    published: () => published,
    /** Resolves when nothing has come for a while. */
    async quiet() {
      while (published === 0 || performance.now() - lastHeard < 100) await new Promise((next) => setTimeout(next, 20));
    },
  };
}
