import { expect, test } from "vitest";
import { CallGate } from "./call-gate.ts";

/** Calls that are answered when the test says so, with what is true then. */
function bench({ most = 64, mostWaiting = 1_000 } = {}) {
  const gate = new CallGate({ most, mostWaiting });
  const going: ((answer: string) => void)[] = [];
  const call = () => new Promise<string>((resolve) => going.push(resolve));
  return { gate, going, read: () => gate.run(call, "read"), write: () => gate.run(call) };
}

test("equal reads that are on their way share one answer", async () => {
  const { going, read } = bench();
  const answers = Promise.all([read(), read()]);
  expect(going).toHaveLength(1);
  going[0]?.("one");
  expect(await answers).toEqual(["one", "one"]);
  void read();
  expect(going).toHaveLength(2);
});

test("who reads after a change is not answered with what was read before it", async () => {
  const { gate, going, read, write } = bench();
  const early = read();
  const change = write();
  going[1]?.("changed");
  await change;
  const late = read();
  going[0]?.("before");
  await early;
  // The early read is over: the late one is shared by whoever comes now.
  const later = read();
  expect(going).toHaveLength(3);
  going[2]?.("after");
  expect(await Promise.all([early, late, later])).toEqual(["before", "after", "after"]);

  void read();
  gate.renew();
  void read();
  expect(going).toHaveLength(5);
});

test("no more are on their way than the bound, and no more wait", async () => {
  const { going, write } = bench({ most: 1, mostWaiting: 1 });
  const answers = [write(), write()];
  await expect(write()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(going).toHaveLength(1);
  going[0]?.("one");
  await answers[0];
  await expect.poll(() => going.length).toBe(2);
  going[1]?.("two");
  expect(await Promise.all(answers)).toEqual(["one", "two"]);
});
