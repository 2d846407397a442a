import { expect, test } from "vitest";
import { ownPath } from "./use-skills.ts";

test("a skill of the agent's own folder is known by its path", () => {
  expect(ownPath("/home/a/ws/skills/x/SKILL.md", "/home/a/ws")).toBe("skills/x/SKILL.md");
  expect(ownPath("/home/a/ws-2/skills/x/SKILL.md", "/home/a/ws")).toBeNull();
  expect(ownPath("C:\\ws\\skills\\x\\SKILL.md", "C:\\ws\\")).toBe("skills/x/SKILL.md");
  expect(ownPath("/skills/x/SKILL.md", "")).toBeNull();
});
