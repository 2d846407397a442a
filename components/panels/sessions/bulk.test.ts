import { expect, test } from "vitest";
import { type BulkProgress, runBulk } from "./bulk.ts";

const KEYS = Array.from({ length: 30 }, (_, index) => `s${index}`);

test("never has more than four requests under way", async () => {
  let open = 0;
  let most = 0;
  await runBulk(
    KEYS,
    async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise(setImmediate);
      open -= 1;
    },
    () => {},
  );
  expect(most).toBe(4);
});

test("goes on after a failure and tells each one with its reason", async () => {
  const seen: BulkProgress[] = [];
  const result = await runBulk(
    KEYS,
    async (key) => {
      if (key === "s3" || key === "s29") throw new Error(`${key} is busy`);
    },
    (progress) => seen.push(progress),
  );
  expect(result.done).toBe(30);
  expect(result.failures).toEqual([
    { key: "s3", message: "s3 is busy" },
    { key: "s29", message: "s29 is busy" },
  ]);
  expect(seen.map(({ done }) => done)).toEqual(KEYS.map((_, index) => index + 1));
});

test("stops beginning new ones when told to", async () => {
  const stop = new AbortController();
  const result = await runBulk(
    KEYS,
    async (key) => {
      if (key === "s5") stop.abort();
    },
    () => {},
    stop.signal,
  );
  expect(result.done).toBeLessThan(12);
  expect(result.failures).toEqual([]);
});
