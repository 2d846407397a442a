import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { payloadOf } from "@/hooks/event-payload.ts";
import { useGateway } from "@/hooks/gateway-provider.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { CronJob } from "@/server/protocol/cron.ts";

/** Asks, then deletes a job. */
export default function DeleteJob({ job, onClose }: { job: CronJob; onClose: () => void }) {
  const { trigger } = useGatewayRpcMutation("cron.remove");
  const { client } = useGateway();

  async function remove() {
    const gone = Promise.withResolvers<void>();
    const stop = client.onEvent((frame) => {
      const told = payloadOf(frame, "cron");
      if (told?.jobId === job.id && told.action === "removed") gone.resolve();
    });
    try {
      // A real gateway tells that a job is gone, and answers only once it has put the job's sessions away.
      await Promise.race([trigger({ id: job.id }), gone.promise]);
    } finally {
      stop();
    }
    toast(`${job.name} was deleted`, { tone: "good" });
    navigate("/cron");
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${job.name}?`}
      action="Delete job"
      onConfirm={remove}
    >
      <p>It will not run again. What it said so far stays in its session. To keep it for later, pause it instead.</p>
    </ConfirmDialog>
  );
}
