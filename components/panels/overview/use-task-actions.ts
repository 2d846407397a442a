import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { TasksRecoveryResult } from "@/server/protocol/tasks.ts";

/** Stops a task, or has what came of it told once more or no more. What came of that the task's own events tell. */
export function useTaskActions(taskId: string, title: string) {
  const cancel = useGatewayRpcMutation("tasks.cancel");
  const retry = useGatewayRpcMutation("tasks.retry");
  const dismiss = useGatewayRpcMutation("tasks.dismiss");

  async function act(what: string, attempt: () => Promise<string | undefined>) {
    const refused = await attempt().catch((error: Error) => error.message);
    if (refused !== undefined) toast(`${title} was not ${what}`, { tone: "bad", detail: refused });
  }

  return {
    cancel: () =>
      act("stopped", async () => {
        const { cancelled, reason } = await cancel.trigger({ taskId });
        return cancelled ? undefined : (reason ?? "It is over already.");
      }),
    retry: () => act("told again", async () => refusalOf(await retry.trigger({ taskIds: [taskId] }))),
    dismiss: () => act("dismissed", async () => refusalOf(await dismiss.trigger({ taskIds: [taskId] }))),
    isBusy: cancel.isMutating || retry.isMutating || dismiss.isMutating,
  };
}

function refusalOf({ results: [result] }: TasksRecoveryResult): string | undefined {
  if (result?.ok) return undefined;
  return result?.reason ?? "The gateway did not say why.";
}
