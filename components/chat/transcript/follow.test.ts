import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distanceToEnd, follows, type Scroll } from "./follow.ts";

const at = (top: number, height = 2_000, viewport = 500): Scroll => ({ top, height, viewport });
const end = at(1_500);

describe("following the end", () => {
  test("any move up stops it, by a pixel more than a rounding", () => {
    expect(follows(true, end, at(1_400))).toBe(false);
    expect(follows(true, at(1_500), at(1_475))).toBe(false);
  });

  test("growth without a move does not stop it", () => {
    expect(follows(true, end, at(1_500, 2_600))).toBe(true);
  });

  test("content that shrinks, and takes the position along, does not stop it", () => {
    expect(follows(true, end, at(1_100, 1_700))).toBe(true);
  });

  test("it starts again at the end, reached downwards, and nowhere else", () => {
    expect(follows(false, at(1_000), at(1_200))).toBe(false);
    expect(follows(false, at(1_000), at(1_500))).toBe(true);
    expect(follows(false, at(1_000), at(1_480))).toBe(true);
  });

  test("a small move up from the end is not taken for an arrival there", () => {
    expect(follows(false, end, at(1_490))).toBe(false);
  });

  test("while somebody reads above, no growth and no shrinking brings them down", () => {
    const heights = fc.integer({ min: 600, max: 100_000 });
    fc.assert(
      fc.property(fc.nat({ max: 50_000 }), heights, heights, (top, before, after) => {
        const was = at(Math.min(top, before - 500), before);
        const now = at(Math.min(was.top, after - 500), after);
        expect(follows(false, was, now)).toBe(false);
      }),
    );
  });
});

test("the distance to the end is what is left below", () => {
  expect(distanceToEnd(at(1_000))).toBe(500);
  expect(distanceToEnd(end)).toBe(0);
});
