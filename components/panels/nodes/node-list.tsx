import { parseAsString, useQueryStates } from "nuqs";
import { CommandLine } from "@/components/ui/command-line.tsx";
import { Section } from "@/components/ui/page.tsx";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useMay } from "@/hooks/use-may.ts";
import { useNodes } from "@/hooks/use-nodes.ts";
import { usePresence } from "@/hooks/use-presence.ts";
import { nodeCommand } from "./node-command.ts";
import { NodeRow } from "./node-row.tsx";
import { RunCommand } from "./run-command.tsx";

/** The node that is being told something, and what. */
const TOLD = { node: parseAsString, command: parseAsString };

/** The machines that do things for the gateway. */
export function NodeList() {
  const { current } = useGateways();
  const { isOffered, isUsed, isAllowing, nodes, isLoading, error, refresh } = useNodes();
  const { entries } = usePresence();
  const isAdmin = useMay("operator.admin");
  const canRun = isAdmin && isUsed;
  const [told, setTold] = useQueryStates(TOLD);
  const toldNode = canRun ? nodes.find(({ nodeId }) => nodeId === told.node) : undefined;
  return (
    <Section title="Nodes">
      {nodes.length > 0 ? (
        <ul aria-label="Nodes">
          {nodes.map((node) => (
            <NodeRow
              key={node.nodeId}
              node={node}
              idleSeconds={entries.find(({ deviceId }) => deviceId === node.nodeId)?.lastInputSeconds}
              onRun={canRun ? () => setTold({ node: node.nodeId }) : undefined}
              onAllowed={isAdmin && isAllowing ? refresh : undefined}
            />
          ))}
        </ul>
      ) : error ? (
        <ErrorState error={error} title="The nodes could not be read" onRetry={refresh} />
      ) : isLoading ? (
        <Loading label="Loading the nodes" className="p-4">
          <Skeleton className="h-4 w-56" />
        </Loading>
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
          This gateway lists its nodes and cannot tell them what to do: a newer one can.
        </p>
      )}
      {toldNode && (
        <RunCommand
          key={toldNode.nodeId}
          node={toldNode}
          command={told.command}
          onCommand={(command) => setTold({ command })}
          onClose={() => setTold(null)}
        />
      )}
    </Section>
  );
}
