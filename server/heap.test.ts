import { getHeapSpaceStatistics } from "node:v8";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { releaseOnceIdle, releaseSpareMemory } from "./heap.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("it is done once, and not before nobody would notice", () => {
  const release = vi.fn();
  let idle = false;
  releaseOnceIdle(() => idle, release);
  vi.advanceTimersByTime(60_000);
  expect(release).not.toHaveBeenCalled();
  idle = true;
  vi.advanceTimersByTime(60_000);
  expect(release).toHaveBeenCalledOnce();
});

test("who gives up before has nothing done", () => {
  const release = vi.fn();
  const giveUp = releaseOnceIdle(() => true, release);
  giveUp();
  giveUp();
  vi.advanceTimersByTime(60_000);
  expect(release).not.toHaveBeenCalled();
});

test("the room for new objects becomes small", () => {
  const held: number[][] = [];
  for (let i = 0; i < 200_000; i += 1) held.push([i]);
  const before = newSpaceBytes();
  held.length = 0;
  releaseSpareMemory();
  expect(newSpaceBytes()).toBeLessThan(before);
});

function newSpaceBytes(): number {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  return space?.physical_space_size ?? Number.NaN;
}
