import type { Tone } from "@/components/ui/badge.tsx";
import type { SkillRequirements, SkillStatus } from "@/server/protocol/skills.ts";

/** Whether an agent can use a skill now. */
export type SkillState = "ready" | "lacking" | "off";

export const SKILL_STATES: Record<SkillState, { title: string; label: string; tone: Tone; about: string }> = {
  ready: {
    title: "Ready",
    label: "Ready",
    tone: "good",
    about: "Agents are told of these and read them when they fit the task.",
  },
  lacking: {
    title: "Missing something",
    label: "Missing",
    tone: "warn",
    about: "These can be used as soon as the gateway's machine has what they need.",
  },
  off: { title: "Switched off", label: "Off", tone: "neutral", about: "Agents are not told of these." },
};

export function stateOf({ disabled, eligible }: SkillStatus): SkillState {
  return disabled ? "off" : eligible ? "ready" : "lacking";
}

const SYSTEMS: Readonly<Record<string, string>> = { darwin: "macOS", linux: "Linux", win32: "Windows" };

/** Why a skill cannot be used, each in a few words with what to do about it. */
export function reasonsOf(skill: SkillStatus): { what: string; fix: string }[] {
  const { missing, primaryEnv } = skill;
  const reasons = (Object.keys(MISSING) as (keyof SkillRequirements)[]).flatMap((kind) => {
    const names = missing[kind];
    return names.length > 0 ? [MISSING[kind](names, primaryEnv)] : [];
  });
  if (skill.blockedByAllowlist) {
    reasons.push({ what: "not on the gateway's list of allowed skills", fix: "Allow it in the gateway's settings." });
  }
  if (skill.blockedByAgentFilter) {
    reasons.push({ what: "not among this agent's skills", fix: "Add it to the agent's skills in the settings." });
  }
  return reasons;
}

/** Skills whose name or description holds every word. */
export function matchingSkills(skills: readonly SkillStatus[], query: string): SkillStatus[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return skills.filter(({ name, skillKey, description }) => {
    const text = `${name} ${skillKey} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

type Explain = (names: readonly string[], primaryEnv: string | undefined) => { what: string; fix: string };

const MISSING: Record<keyof SkillRequirements, Explain> = {
  os: (names) => ({
    what: `runs on ${names.map((name) => SYSTEMS[name] ?? name).join(" or ")} only`,
    fix: "Use it with a gateway on such a machine.",
  }),
  bins: (names) => ({
    what: names.length === 1 ? `the program ${names[0]}` : `the programs ${names.join(", ")}`,
    fix: "Install it on the gateway's machine, where its PATH finds it.",
  }),
  anyBins: (names) => ({
    what: `one of the programs ${names.join(", ")}`,
    fix: "Install one of them on the gateway's machine.",
  }),
  env: (names, primaryEnv) => ({
    what: names.length === 1 ? `the variable ${names[0]}` : `the variables ${names.join(", ")}`,
    fix:
      primaryEnv !== undefined && names.includes(primaryEnv)
        ? `Set the key below, which is given as ${primaryEnv}.`
        : "Set it in the environment of the gateway, then start it again.",
  }),
  config: (names) => ({
    what: `the setting ${names.join(", ")}`,
    fix: names.every((name) => name.endsWith(".enabled")) ? "Switch the skill on." : "Set it on the gateway.",
  }),
};
