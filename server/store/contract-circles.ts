import { describe, expect, test } from "vitest";
import type { Store } from "./contract.ts";

/** What every store does with what is said in circles. */
export function circlesContract(open: () => Store): void {
  describe("circle messages", () => {
    const said = (content: string) => ({ role: "user", from: "p", name: "P", content, timestamp: 1 }) as const;

    test("come back oldest first, page by page, and the oldest are let go", async () => {
      const { circles } = open();
      const first = await circles.append("a", said("1"), 3);
      for (const content of ["2", "3", "4"]) await circles.append("a", said(content), 3);
      const other = await circles.append("b", said("other"), 3);
      expect(other.id).toBeGreaterThan(first.id);
      const all = await circles.list("a", { limit: 9 });
      expect(all.map(({ content }) => content)).toEqual(["2", "3", "4"]);
      const older = await circles.list("a", { limit: 1, before: all[2]?.id });
      expect(older).toEqual([all[1]]);
      await circles.clear("a");
      expect(await circles.list("a", { limit: 9 })).toEqual([]);
      expect(await circles.list("b", { limit: 9 })).toEqual([other]);
    });
  });
}
