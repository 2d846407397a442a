import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CommandLine } from "@/components/ui/command-line.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import type { SkillInstallOption, SkillStatus } from "@/server/protocol/skills.ts";

/** One way to get a program: done by the gateway where it can, else told as a command to copy. */
export function InstallOption({
  agentId,
  skill,
  way,
  mayInstall,
}: {
  agentId: string;
  skill: SkillStatus;
  way: SkillInstallOption;
  mayInstall: boolean;
}) {
  const isAnswered = useHasMethod("skills.install");
  const { trigger, isMutating } = useGatewayRpcMutation("skills.install");
  const [failure, setFailure] = useState<string>();
  const canInstall = mayInstall && isAnswered && way.available !== false;

  async function install() {
    setFailure(undefined);
    try {
      const { ok, message, stderr } = await trigger(
        { agentId, name: skill.skillKey, installId: way.id },
        { timeoutMs: INSTALL_MS },
      );
      if (ok) toast(`${way.label}: done`, { tone: "good" });
      else setFailure([message, stderr.trim().slice(-600)].filter(Boolean).join("\n"));
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <div className="grid gap-2 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1">{way.label}</span>
        {canInstall && (
          <Button size="sm" busy={isMutating} onClick={install}>
            <Download aria-hidden /> Install
          </Button>
        )}
      </div>
      {way.command && <CommandLine command={way.command} />}
      {way.available === false && (
        <p className="text-muted text-xs">The gateway cannot do this itself: do it on its machine.</p>
      )}
      {failure && (
        <Callout tone="bad" className="whitespace-pre-wrap break-words">
          {failure}
        </Callout>
      )}
    </div>
  );
}

const INSTALL_MS = 300_000;
