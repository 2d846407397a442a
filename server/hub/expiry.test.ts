import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Expiry, GRACE_MS } from "./expiry.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a sign-in ends a little after its time, unless it was renewed or the connection ended before", () => {
  const ended: string[] = [];
  const [kept, renewed, closed] = ["kept", "renewed", "closed"].map(
    (name) => new Expiry(Date.now, () => ended.push(name)),
  );
  for (const expiry of [kept, renewed, closed]) expiry?.set(Date.now() + 60_000);
  vi.advanceTimersByTime(60_000 + GRACE_MS - 1);
  renewed?.set(Date.now() + 60_000);
  closed?.close();
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ended).toEqual(["kept"]);
  renewed?.set(undefined);
  vi.advanceTimersByTime(1e9);
  expect(ended).toEqual(["kept"]);
});

test("what lasts longer than a timer can is still ended in time, not at once", () => {
  let ended = false;
  const expiry = new Expiry(Date.now, () => {
    ended = true;
  });
  const span = 40 * 24 * 60 * 60_000;
  expiry.set(Date.now() + span);
  vi.advanceTimersByTime(span);
  expect(ended).toBe(false);
  vi.advanceTimersByTime(GRACE_MS);
  expect(ended).toBe(true);
});
