import { expect, test } from "vitest";
import type { SkillRequirements, SkillStatus } from "@/server/protocol/skills.ts";
import { matchingSkills, reasonsOf, stateOf } from "./skill-state.ts";

const NOTHING: SkillRequirements = { bins: [], anyBins: [], env: [], config: [], os: [] };

test("switched off wins over what is missing", () => {
  expect(stateOf(skillOf({ eligible: true }))).toBe("ready");
  expect(stateOf(skillOf({ eligible: false }))).toBe("lacking");
  expect(stateOf(skillOf({ eligible: false, disabled: true }))).toBe("off");
});

test("each thing that is missing is named, with what to do", () => {
  const missing = {
    ...NOTHING,
    os: ["darwin"],
    bins: ["gh"],
    anyBins: ["a", "b"],
    env: ["KEY"],
    config: ["x.enabled"],
  };
  const reasons = reasonsOf(skillOf({ missing, primaryEnv: "KEY", blockedByAllowlist: true }));
  expect(reasons.map(({ what }) => what)).toEqual([
    "runs on macOS only",
    "the program gh",
    "one of the programs a, b",
    "the variable KEY",
    "the setting x.enabled",
    "not on the gateway's list of allowed skills",
  ]);
  expect(reasons[3]?.fix).toContain("Set the key below");
  expect(reasonsOf(skillOf({ missing: { ...NOTHING, env: ["OTHER"] }, primaryEnv: "KEY" }))[0]?.fix).toContain(
    "environment",
  );
});

test("all words must be found", () => {
  const skills = [skillOf({ name: "weather" }), skillOf({ name: "trello", description: "Boards and cards" })];
  expect(matchingSkills(skills, "CARDS tre").map(({ name }) => name)).toEqual(["trello"]);
  expect(matchingSkills(skills, " ")).toHaveLength(2);
});

function skillOf(facts: Partial<SkillStatus>): SkillStatus {
  return {
    name: "one",
    description: "",
    source: "bundled",
    bundled: true,
    filePath: "",
    baseDir: "",
    skillKey: "one",
    always: false,
    disabled: false,
    blockedByAllowlist: false,
    eligible: false,
    requirements: NOTHING,
    missing: NOTHING,
    configChecks: [],
    install: [],
    ...facts,
  };
}
