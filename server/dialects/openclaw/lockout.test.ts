import { expect, test } from "vitest";
import { Lockout } from "./lockout.ts";

test("PATH-3: ten failures within a minute lock an address out for five, and no other one", () => {
  let now = 1_000_000;
  const lockout = new Lockout({ limit: 10, windowMs: 60_000, lockMs: 300_000, now: () => now });
  for (let n = 0; n < 9; n += 1) lockout.failed("a");
  expect(lockout.waitOf("a")).toBe(0);
  now += 60_001;
  lockout.failed("a");
  expect(lockout.waitOf("a")).toBe(0);
  for (let n = 0; n < 9; n += 1) lockout.failed("a");
  expect([lockout.waitOf("a"), lockout.waitOf("b")]).toEqual([300_000, 0]);
  now += 300_000;
  expect(lockout.waitOf("a")).toBe(0);
});

test("addresses have a bound", () => {
  const lockout = new Lockout({ limit: 1, windowMs: 1, lockMs: 1_000, now: () => 5 });
  lockout.failed("first");
  for (let n = 0; n < 10_000; n += 1) lockout.failed(`other-${n}`);
  expect([lockout.waitOf("first"), lockout.waitOf("other-9999")]).toEqual([0, 1_000]);
});
