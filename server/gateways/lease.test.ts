import fc from "fast-check";
import { expect, test } from "vitest";
import { GRACE_MS, Lease } from "./lease.ts";
import { handClock } from "./testing/hand-clock.ts";

function bench() {
  const time = handClock();
  const told: string[] = [];
  const lease = new Lease({
    wake: () => void told.push("wake"),
    rest: () => void told.push("rest"),
    clock: time.clock,
  });
  return { time, told, lease };
}

test("A-11: the last one who leaves is waited for for 30 s, and a second leave restarts them", () => {
  const { time, told, lease } = bench();
  const first = lease.hold();
  const second = lease.hold();
  first();
  time.pass(GRACE_MS * 2);
  expect(told).toEqual(["wake"]);
  second();
  time.pass(GRACE_MS - 1);
  const again = lease.hold();
  again();
  again();
  time.pass(GRACE_MS - 1);
  expect(told).toEqual(["wake"]);
  time.pass(1);
  expect(told).toEqual(["wake", "rest"]);
  expect(lease.isResting).toBe(true);
  lease.hold();
  expect(told).toEqual(["wake", "rest", "wake"]);
});

test("a holder with a bound counts no longer than that", () => {
  const { time, told, lease } = bench();
  lease.hold(1_000);
  time.pass(1_000 + GRACE_MS);
  expect(told).toEqual(["wake", "rest"]);
});

test("closed, it neither rests nor wakes, and leaves no timer", () => {
  const { time, told, lease } = bench();
  lease.hold(1_000)();
  lease.close();
  lease.close();
  lease.hold()();
  time.pass(GRACE_MS * 2);
  expect(told).toEqual(["wake"]);
  expect(time.waiting).toBe(0);
});

const step = fc.oneof(
  fc.record({ kind: fc.constant("hold" as const) }),
  fc.record({ kind: fc.constant("release" as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: GRACE_MS + 5_000 }) }),
);

test("A-11: whoever comes and goes, it rests exactly when nobody has held it for the whole grace", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { time, told, lease } = bench();
      const holds: (() => void)[] = [];
      let held = 0;
      let emptyFor = Number.POSITIVE_INFINITY;
      for (const each of steps) {
        if (each.kind === "hold") {
          holds.push(lease.hold());
          held += 1;
          emptyFor = 0;
        } else if (each.kind === "release") {
          const release = holds.splice(each.which % Math.max(1, holds.length), 1)[0];
          if (release) {
            release();
            release();
            held -= 1;
            emptyFor = 0;
          }
        } else {
          time.pass(each.ms);
          if (held === 0) emptyFor += each.ms;
        }
        expect(lease.isResting).toBe(held === 0 && emptyFor >= GRACE_MS);
        // Waking and resting take turns, the first of them is waking.
        expect(told.every((word, index) => word === (index % 2 === 0 ? "wake" : "rest"))).toBe(true);
      }
    }),
  );
});
