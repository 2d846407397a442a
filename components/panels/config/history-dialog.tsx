import { History } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { DiffView } from "@/components/ui/diff-view.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout, EmptyState, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useConfigHistory } from "@/hooks/use-config.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { ConfigVersion } from "@/server/protocol/configuration.ts";
import { effectOf } from "./effect.ts";
import type { ConfigDraft } from "./use-config-draft.ts";

/** Earlier versions, what going back to one would change, and going back. */
export default function HistoryDialog({ draft, onClose }: { draft: ConfigDraft; onClose: () => void }) {
  const { data, error, refresh } = useConfigHistory(true);
  const { trigger, isMutating, error: refused } = useGatewayRpcMutation("config.rollback");
  const [chosen, setChosen] = useState<ConfigVersion>();
  const hash = draft.snapshot?.hash;

  async function rollBack({ id }: ConfigVersion) {
    try {
      const saved = await trigger({ id, ...(hash && { baseHash: hash }) });
      toast("The earlier version is back", { tone: "good", detail: effectOf(saved) });
      draft.discard();
      onClose();
    } catch {
      // The dialog shows why.
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Earlier versions"
      description="The last 20 are kept beside the file. Going back is a save of its own."
      className="w-[min(760px,calc(100vw-24px))]"
      footer={
        chosen && (
          <>
            <Button onClick={() => setChosen(undefined)}>All versions</Button>
            <Button variant="primary" busy={isMutating} onClick={() => rollBack(chosen)}>
              Roll back
            </Button>
          </>
        )
      }
    >
      {refused && <Callout tone="bad">{refused.message}</Callout>}
      {error && <ErrorState error={error} onRetry={refresh} />}
      {!data && !error && <Skeleton className="h-24" />}
      {chosen && (
        <div className="overflow-hidden rounded-md border">
          <DiffView before={draft.snapshot?.raw ?? ""} after={chosen.raw ?? ""} />
        </div>
      )}
      {!chosen && data?.versions.length === 0 && <EmptyState icon={History} title="There is no earlier version yet" />}
      {!chosen && data && (
        <ul className="divide-y">
          {data.versions.map((version) => (
            <li key={version.id} className="flex items-center gap-3 py-2 text-sm">
              <span className="flex-1">
                Replaced <RelativeTime time={version.replacedAt} />
              </span>
              <Button size="sm" onClick={() => setChosen(version)}>
                Compare
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
