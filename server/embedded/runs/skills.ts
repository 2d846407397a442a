import type { ToolHost } from "./contract.ts";
import { callHost } from "./tools/rpc.ts";
import { untilAborted } from "./until-aborted.ts";

/** A skill as an agent is told of it. */
export interface ToldSkill {
  key: string;
  description: string;
}

/** Skills that an agent is told of; the rest are still found by their name. */
export const TOLD_SKILLS = 60;
const DESCRIPTION_LIMIT = 240;
const LONGEST_WAIT_MS = 1_000;

/** The skills that an agent can use now. A gateway that cannot say which in time has none: the agent works without. */
export async function eligibleSkills(
  host: () => ToolHost,
  agentId: string,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<ToldSkill[]> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(Math.min(timeoutMs, LONGEST_WAIT_MS))]);
  try {
    const asked = callHost(host(), "skills.status", { agentId });
    const { skills } = await untilAborted(asked, ended, () => new Error("The gateway did not say its skills in time."));
    return skills
      .filter(({ eligible }) => eligible)
      .slice(0, TOLD_SKILLS)
      .map(({ skillKey, description }) => ({
        key: skillKey,
        description: description.replace(/\s+/g, " ").slice(0, DESCRIPTION_LIMIT),
      }));
  } catch {
    return [];
  }
}
