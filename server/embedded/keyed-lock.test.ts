import { expect, test } from "vitest";
import { KeyedLock } from "./keyed-lock.ts";
import { gate } from "./testing/scripted-runner.ts";

test("tasks of one key run one after the other, those of another key meanwhile", async () => {
  const lock = new KeyedLock();
  const log: string[] = [];
  const first = gate();
  const tasks = [
    lock.run("a", async () => {
      log.push("a1 begins");
      await first.opened;
      log.push("a1 ends");
    }),
    lock.run("a", async () => void log.push("a2")),
    lock.run("b", async () => void log.push("b1")),
  ];
  await tasks[2];
  expect(log).toEqual(["a1 begins", "b1"]);
  first.open();
  await Promise.all(tasks);
  expect(log).toEqual(["a1 begins", "b1", "a1 ends", "a2"]);
});

test("what a task asks for as it begins waits for its end", async () => {
  const lock = new KeyedLock();
  const log: string[] = [];
  let asked: Promise<void> | undefined;
  await lock.run("a", async () => {
    asked = lock.run("a", async () => void log.push("asked"));
    await new Promise(setImmediate);
    log.push("ends");
  });
  await asked;
  expect(log).toEqual(["ends", "asked"]);
});

test("a task that fails rejects for its caller alone", async () => {
  const lock = new KeyedLock();
  const failing = lock.run("a", async () => {
    throw new Error("no");
  });
  const next = lock.run("a", async () => "yes");
  await expect(failing).rejects.toThrow("no");
  await expect(next).resolves.toBe("yes");
});

test("nothing is kept for a key without tasks", async () => {
  const lock = new KeyedLock();
  await Promise.all(["a", "b", "a"].map((key) => lock.run(key, async () => key)));
  await lock.run("c", async () => "c");
  await new Promise(setImmediate);
  expect(lock.size).toBe(0);
});
