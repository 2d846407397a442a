import {
  SkillsBinsParams,
  SkillsInstallParams,
  SkillsSkillCardParams,
  SkillsStatusParams,
  SkillsUpdateParams,
} from "../protocol/schema/skills.ts";
import { DEFAULT_AGENT_ID } from "./agent-directory.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Skills } from "./skills/skills.ts";

/** `skills.*`, OpenClaw's names and shapes. A skill's card is its SKILL.md. */
export function skillMethods(skills: Skills) {
  return {
    // A session stands for its agent here, whether there is one of that key or not.
    "skills.status": method(
      SkillsStatusParams,
      ({ agentId, sessionKey }) => skills.status(agentId ?? agentOf(sessionKey)),
      "handled",
    ),
    "skills.skillCard": method(SkillsSkillCardParams, ({ agentId = DEFAULT_AGENT_ID, skillKey }) =>
      skills.card(agentId, skillKey),
    ),
    "skills.update": method(SkillsUpdateParams, async ({ skillKey, ...change }) => ({
      ok: true as const,
      skillKey,
      config: await skills.update(skillKey, change),
    })),
    "skills.install": method(SkillsInstallParams, ({ agentId = DEFAULT_AGENT_ID, name, installId, timeoutMs }) =>
      skills.install(agentId, name, installId, timeoutMs),
    ),
    "skills.bins": method(SkillsBinsParams, async () => ({ bins: await skills.bins() })),
  } satisfies MethodTable;
}

function agentOf(sessionKey: string | undefined): string {
  return /^agent:([^:]+):/.exec(sessionKey ?? "")?.[1] ?? DEFAULT_AGENT_ID;
}
