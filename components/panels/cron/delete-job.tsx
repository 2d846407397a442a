import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { CronJob } from "@/server/protocol/cron.ts";

/** Asks, then deletes a job. */
export default function DeleteJob({ job, onClose }: { job: CronJob; onClose: () => void }) {
  const { trigger } = useGatewayRpcMutation("cron.remove");

  async function remove() {
    await trigger({ id: job.id });
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
