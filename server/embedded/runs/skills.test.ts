import { expect, test } from "vitest";
import { instructionsFor } from "./instructions.ts";
import { eligibleSkills, TOLD_SKILLS } from "./skills.ts";
import { bindTools } from "./tools/table.ts";

const AGENT = { id: "main", name: "Main", createdAt: 0 };
const IN_TIME = { signal: new AbortController().signal, timeoutMs: 1_000 };

test("an agent is told of the skills that it can use, so many of them, and of no others", async () => {
  const usable = Array.from({ length: TOLD_SKILLS + 1 }, (_, index) => skillOf(`s${index}`));
  const host = hostOf([{ ...skillOf("lacking"), eligible: false }, ...usable]);
  const told = await eligibleSkills(() => host, "main", IN_TIME);
  expect(told).toHaveLength(TOLD_SKILLS);
  const instructions = await instructionsFor(AGENT, "/nonexistent", 0, told);
  expect(instructions).toContain("- s0: Does it.");
  expect(instructions).toContain("skill_read");
  expect(instructions).not.toContain("lacking");
  expect(await instructionsFor(AGENT, "/nonexistent", 0, [])).not.toContain("Skills");
});

test("a gateway that cannot say its skills, or does not in time, holds up no run", async () => {
  const failing = () => {
    throw new Error("not open yet");
  };
  expect(await eligibleSkills(failing, "main", IN_TIME)).toEqual([]);
  const silent = { call: () => new Promise<never>(() => {}) };
  expect(await eligibleSkills(() => silent, "main", { ...IN_TIME, timeoutMs: 5 })).toEqual([]);
});

test("a skill is read by its name, as the agent of the run has it, unless it is switched off", async () => {
  const host = hostOf([skillOf("plain"), { ...skillOf("off"), disabled: true }]);
  const tool = bindTools({ host, workspace: "/", sessionKey: "s", agentId: "ops", runId: "r" }).skill_read;
  const read = (name: string) => tool?.execute?.({ name }, { toolCallId: "1", messages: [], context: {} });
  expect(JSON.stringify(await read("plain"))).toContain("How to plain for ops");
  await expect(read("off")).rejects.toThrow("switched off");
});

function skillOf(skillKey: string) {
  return { skillKey, description: "Does\n  it.", eligible: true, disabled: false };
}

function hostOf(skills: readonly unknown[]) {
  return {
    async call(method: string, params: unknown) {
      if (method === "skills.status") return { skills };
      const { agentId, skillKey } = params as { agentId: string; skillKey: string };
      return { content: `How to ${skillKey} for ${agentId}`, path: "SKILL.md" };
    },
  };
}
