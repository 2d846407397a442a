import { expect, test, vi } from "vitest";
import { Flusher } from "./flusher.ts";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test("whoever asks is flushed once at the end of the turn, and not again unasked", async () => {
  const flusher = new Flusher(() => {});
  const one = { flush: vi.fn() };
  const two = { flush: vi.fn() };
  for (const flushable of [one, two, one]) flusher.schedule(flushable);
  expect(one.flush).not.toHaveBeenCalled();
  await tick();
  expect([one.flush.mock.calls.length, two.flush.mock.calls.length, flusher.tick]).toEqual([1, 1, 1]);
  flusher.schedule(two);
  await tick();
  expect([one.flush.mock.calls.length, two.flush.mock.calls.length, flusher.tick]).toEqual([1, 2, 2]);
});

test("what is scheduled while flushing is flushed in the next turn", async () => {
  const flusher = new Flusher(() => {});
  const late = { flush: vi.fn() };
  flusher.schedule({ flush: () => flusher.schedule(late) });
  await tick();
  await tick();
  expect(late.flush).toHaveBeenCalledTimes(1);
});

test("one that fails takes nothing from the others", async () => {
  const faults: unknown[] = [];
  const flusher = new Flusher((error) => faults.push(error));
  const other = { flush: vi.fn() };
  flusher.schedule({
    flush: () => {
      throw new Error("broken");
    },
  });
  flusher.schedule(other);
  await tick();
  expect(other.flush).toHaveBeenCalledTimes(1);
  expect(faults).toHaveLength(1);
});
