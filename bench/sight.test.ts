import { expect, test } from "vitest";
import { firstSight } from "./sight.ts";

test("a page watches before it is touched, however late it comes to it", async () => {
  const said: string[] = [];
  const busy = Promise.withResolvers<void>();
  const page = {
    async evaluate(script: unknown) {
      if (said.includes("pressed")) return { tookMs: 5, at: 1_000 };
      await busy.promise;
      said.push(String(script).includes("watching") ? "watching" : "something else");
    },
  };
  const sight = firstSight(page as never, async () => void said.push("pressed"), { selector: "article", text: "one" });
  await Promise.resolve();
  expect(said).toEqual([]);
  busy.resolve();
  await expect(sight).resolves.toEqual({ tookMs: 5, at: 1_000 });
  expect(said).toEqual(["watching", "pressed"]);
});

test("a step that pressed nothing is the step's fault, not the page's", async () => {
  const page = { evaluate: async () => "nothing came in" };
  const sight = firstSight(page as never, async () => {}, { selector: "article", text: "one" });
  await expect(sight).rejects.toThrow('Nothing was pressed before "article"');
});
