import { Square } from "lucide-react";
import { FleetNotes } from "@/components/fleet/fleet-notes.tsx";
import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { titleOf } from "@/components/sessions/session-title.ts";
import { useListedSession } from "@/components/sessions/use-listed-session.ts";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { StatusDot } from "@/components/ui/badge.tsx";
import { Elapsed } from "@/components/ui/elapsed.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { Loading, Skeleton } from "@/components/ui/states.tsx";
import { GatewayScope, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import type { FleetRuns } from "@/hooks/use-fleet-runs.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { ActiveRun } from "@/server/protocol/system.ts";
import type { ShownTasks } from "./use-shown-tasks.ts";

/** What runs now beside the background's tasks, each with a stop. */
export function ActiveRuns({
  running: { runs: all, sources, isLoading },
  tasks: { sessionKeys },
}: {
  running: FleetRuns;
  tasks: Pick<ShownTasks, "sessionKeys">;
}) {
  const scope = useGatewayId();
  const { current } = useGateways();
  const runs = all.filter(({ gateway, run }) => gateway.id !== current?.id || !sessionKeys.has(run.sessionKey));
  const isMerged = sources.length > 1;
  return (
    <Section title="Running now">
      {isMerged && <FleetNotes sources={sources} />}
      {isLoading ? (
        <Loading label="Loading the runs" className="p-3">
          <Skeleton className="h-9" />
        </Loading>
      ) : runs.length === 0 ? (
        <p className="px-3 py-4 text-muted text-sm">
          {all.length > 0 ? "Nothing but the background tasks." : "Nothing is running."}
        </p>
      ) : (
        <ul className="divide-y">
          {runs.map(({ gateway, run }) => (
            <GatewayScope key={`${gateway.id} ${run.runId}`} gateway={isMerged ? gateway.id : scope}>
              <RunRow run={run} origin={isMerged ? gateway : undefined} />
            </GatewayScope>
          ))}
        </ul>
      )}
    </Section>
  );
}

function RunRow({ run, origin }: { run: ActiveRun; origin: GatewayInfo | undefined }) {
  const { byId } = useAgents();
  const session = useListedSession(run.sessionKey);
  const { isReady } = useConnection();
  const { trigger, isMutating, error } = useGatewayRpcMutation("chat.abort");
  const mayStop = useMay("operator.write");
  const title = titleOf({ ...session, key: run.sessionKey });
  const agent = byId(run.agentId);

  function stop() {
    // A refusal is shown in the row.
    trigger({ sessionKey: run.sessionKey, runId: run.runId }).catch(() => undefined);
  }

  return (
    <li className="flex min-h-12 items-center gap-3 px-3 py-1.5 text-sm">
      {run.state === "running" ? (
        <StatusDot tone="accent" live={isReady} label="Running" />
      ) : (
        <StatusDot tone="warn" label="Queued" />
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <Link
            href={onGateway(`/chat/${encodeURIComponent(run.sessionKey)}`, origin?.id)}
            className="rounded-sm font-medium underline-offset-2 hover:underline"
          >
            {title}
          </Link>
        </p>
        <p className="truncate text-muted text-xs">
          {agent?.name ?? run.agentId}
          {run.model && ` · ${run.model}`}
          {error && <span className="text-bad"> · {error.message}</span>}
        </p>
      </div>
      {origin && <OriginBadge name={origin.name} />}
      {run.state === "running" ? (
        <Elapsed since={run.startedAt} frozen={!isReady} className="shrink-0 text-muted text-xs" />
      ) : (
        <span className="shrink-0 text-muted text-xs">Queued</span>
      )}
      {mayStop && <IconButton label={`Stop ${title}`} icon={Square} busy={isMutating} onClick={stop} />}
    </li>
  );
}
