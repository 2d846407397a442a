import { useId } from "react";
import { toast } from "@/components/ui/toast.ts";
import { Switch } from "@/components/ui/toggles.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { SkillStatus } from "@/server/protocol/skills.ts";

/** Whether agents are told of a skill. */
export function SkillSwitch({ skill }: { skill: SkillStatus }) {
  const id = useId();
  const { trigger, isMutating } = useGatewayRpcMutation("skills.update");

  async function toggle(enabled: boolean) {
    try {
      await trigger({ skillKey: skill.skillKey, enabled });
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), { tone: "bad" });
    }
  }

  return (
    <span className="ml-auto flex items-center gap-2 text-sm">
      <label htmlFor={id} className="text-muted">
        Told to agents
      </label>
      <Switch id={id} checked={!skill.disabled} disabled={isMutating} onCheckedChange={toggle} />
    </span>
  );
}
