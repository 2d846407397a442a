import { expect, test } from "vitest";
import { skillHref, skillOfPath } from "./skills-route.ts";

test("an address says the skill and the agent", () => {
  expect(skillHref("a b", "main")).toBe("/skills/a%20b?agent=main");
  expect(skillHref(undefined, "main")).toBe("/skills?agent=main");
  expect(skillOfPath("/skills/a%20b")).toBe("a b");
  expect(skillOfPath("/skills/50%")).toBe("50%");
  expect(skillOfPath("/skills")).toBeUndefined();
});
