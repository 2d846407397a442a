import { titleOf } from "@/components/sessions/session-title.ts";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useStatus } from "@/hooks/use-status.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { UpdateAvailable } from "@/server/protocol/updates.ts";
import { whyNotBegun } from "./update-facts.ts";

/** Runs that are named; of more only the number is told. */
const MOST_NAMED = 5;

/** Names what runs, asks, then lets a gateway update and restart itself. */
export function RunUpdate({
  gateway,
  newer,
  onClose,
}: {
  gateway: GatewayInfo;
  newer: UpdateAvailable;
  onClose: () => void;
}) {
  const { trigger } = useGatewayRpcMutation("update.run", { gateway: gateway.id });
  const { activeRuns } = useStatus({ gateway: gateway.id });
  const more = activeRuns.length - MOST_NAMED;

  async function update() {
    const why = whyNotBegun(await trigger({ note: "Asked for in Mission Control." }));
    if (why) throw new Error(`Nothing was changed. ${why}`);
    toast(`${gateway.name} updates itself`, {
      tone: "good",
      detail: "It is connected again by itself once it is back.",
    });
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Update ${gateway.name}?`}
      action="Update and restart"
      tone="primary"
      onConfirm={update}
    >
      <p>
        It goes from {newer.currentVersion} to {newer.latestVersion} and restarts: until it is back nobody reaches it.
      </p>
      {activeRuns.length > 0 ? (
        <div className="grid gap-1">
          <p>What runs now is waited for a while, then stopped:</p>
          <ul className="list-disc pl-5 text-text">
            {activeRuns.slice(0, MOST_NAMED).map(({ runId, sessionKey, agentId }) => (
              <li key={runId}>
                {titleOf({ key: sessionKey })} ({agentId})
              </li>
            ))}
            {more > 0 && <li>and {more} more</li>}
          </ul>
        </div>
      ) : (
        <p>Nothing runs on it now.</p>
      )}
    </ConfirmDialog>
  );
}
