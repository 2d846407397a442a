import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { CronJob, CronRunResult } from "@/server/protocol/cron.ts";

/** Runs, pauses and resumes a job; how it went is told in the corner. */
export function useJobActions({ id, name, enabled }: CronJob) {
  const run = useGatewayRpcMutation("cron.run");
  const update = useGatewayRpcMutation("cron.update");

  function runNow() {
    run.trigger({ id, mode: "force" }).then(
      (result) => toast(startText(name, result)),
      (error: Error) => toast(`${name} could not be run`, { tone: "bad", detail: error.message }),
    );
  }

  function toggle() {
    update.trigger({ id, patch: { enabled: !enabled } }).then(
      () => toast(enabled ? `${name} is paused` : `${name} runs at its times again`, { tone: "good" }),
      (error: Error) =>
        toast(`${name} could not be ${enabled ? "paused" : "resumed"}`, { tone: "bad", detail: error.message }),
    );
  }

  return { runNow, toggle, isBusy: run.isMutating };
}

function startText(name: string, result: CronRunResult): string {
  if (!("reason" in result)) return `${name} runs now`;
  return result.reason === "already-running"
    ? `${name} runs already`
    : `${name} was not run: ${result.reason.replace("-", " ")}`;
}
