import { StatusDot } from "@/components/ui/badge.tsx";
import { CommandLine } from "@/components/ui/command-line.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useNodes } from "@/hooks/use-nodes.ts";
import type { KnownNode } from "@/server/protocol/nodes.ts";
import { nodeCommand } from "./node-command.ts";

/** The machines that do things for the gateway. */
export function NodeList() {
  const { current } = useGateways();
  const { isOffered, isUsed, nodes, isLoading, error, refresh } = useNodes();
  return (
    <Section title="Nodes">
      {nodes.length > 0 ? (
        <ul aria-label="Nodes">
          {nodes.map((node) => (
            <NodeRow key={node.nodeId} node={node} />
          ))}
        </ul>
      ) : error ? (
        <ErrorState error={error} title="The nodes could not be read" onRetry={refresh} />
      ) : isLoading ? (
        <Skeleton className="m-4 h-4 w-56" />
      ) : (
        <div className="grid max-w-xl gap-2 px-4 py-3 text-muted text-sm">
          {isOffered
            ? "No node is paired with this gateway. Run this on a machine that shall be one, let it in here, and run it again."
            : "This gateway has no nodes: a gateway of OpenClaw lists the machines here that act for it."}
          {isOffered && <CommandLine command={nodeCommand(current?.url ?? location.origin)} />}
        </div>
      )}
      {nodes.length > 0 && !isUsed && (
        <p className="border-t px-4 py-2 text-muted text-xs">
          This gateway knows its nodes and gives them nothing to do: agents of a gateway of OpenClaw do.
        </p>
      )}
    </Section>
  );
}

function NodeRow({ node }: { node: KnownNode }) {
  const {
    nodeId,
    displayName,
    platform,
    version,
    remoteIp,
    caps = [],
    commands = [],
    connected,
    connectedAtMs,
    lastSeenAtMs,
  } = node;
  const since = connected ? connectedAtMs : lastSeenAtMs;
  return (
    <li className="flex items-center gap-3 border-b px-4 py-2 text-sm last:border-b-0">
      <StatusDot tone={connected ? "good" : "neutral"} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-base">{displayName || nodeId}</p>
        <p className="truncate text-muted text-xs">
          {[platform, version, remoteIp, caps.join(", ")].filter(Boolean).join(" · ")}
        </p>
        {commands.length > 0 && (
          <p className="truncate font-mono text-muted text-xs" title={commands.join(", ")}>
            {commands.join(", ")}
          </p>
        )}
      </div>
      <span className="shrink-0 text-muted text-xs">
        {connected ? "connected" : "away"} {since !== undefined && <RelativeTime time={since} />}
      </span>
    </li>
  );
}
