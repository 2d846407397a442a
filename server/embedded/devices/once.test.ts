import { expect, test } from "vitest";
import { MOST_CHARACTERS, MOST_DEEDS, Once } from "./once.ts";

test("the same question has the same answer, under another key there is none, for something else none is given", async () => {
  const once = new Once<string>();
  once.keep("k", { a: 1 }, Promise.resolve("yes"), (text) => text.length);
  expect(await once.find("k", { a: 1 })).toBe("yes");
  expect(once.find("other", { a: 1 })).toBeUndefined();
  expect(() => once.find("k", { a: 2 })).toThrow(expect.objectContaining({ code: "CONFLICT" }));
});

test("the oldest answers are forgotten past a number, those that are still to come are not", async () => {
  const once = new Once<string>();
  const open = Promise.withResolvers<string>();
  once.keep("open", 0, open.promise, () => 0);
  for (let index = 0; index < MOST_DEEDS; index += 1) await keep(once, `k${index}`, 0);
  expect(once.find("open", 0)).toBeDefined();
  expect(once.find("k0", 0)).toBeUndefined();
  expect(once.find("k1", 0)).toBeDefined();
});

test("and past a size", async () => {
  const once = new Once<string>();
  await keep(once, "small", 1);
  await keep(once, "large", MOST_CHARACTERS);
  expect(once.find("small", 0)).toBeUndefined();
  expect(once.find("large", 0)).toBeDefined();
  await keep(once, "next", 1);
  expect(once.find("large", 0)).toBeUndefined();
});

async function keep(once: Once<string>, key: string, size: number): Promise<void> {
  const answer = Promise.resolve("");
  once.keep(key, 0, answer, () => size);
  await answer;
}
