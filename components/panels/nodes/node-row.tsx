import { SquareTerminal } from "lucide-react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { KnownNode } from "@/server/protocol/nodes.ts";
import { machineOf, permissionsOf, seenBecause } from "./node-facts.ts";
import { OfferedCommands } from "./offered-commands.tsx";

/** One machine: what it is, what it can do, what it may use, and when it was last there. */
export function NodeRow({
  node,
  idleSeconds,
  onRun,
  onAllowed,
}: {
  node: KnownNode;
  idleSeconds: number | undefined;
  /** Left out, nobody here can have it do something. */
  onRun?: () => void;
  /** Left out, nobody here can allow what it offers. */
  onAllowed?: () => unknown;
}) {
  const { nodeId, displayName, caps = [], commands = [], connected, connectedAtMs, lastSeenAtMs } = node;
  const since = connected ? connectedAtMs : lastSeenAtMs;
  const machine = [machineOf(node), caps.join(", ")].filter(Boolean).join(" · ");
  return (
    <li className="flex items-center gap-3 border-b px-4 py-2 text-sm last:border-b-0">
      <StatusDot tone={connected ? "good" : "neutral"} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-base">{displayName || nodeId}</p>
        <p className="truncate text-muted text-xs" title={machine}>
          {machine}
        </p>
        {commands.length > 0 && (
          <p className="truncate font-mono text-muted text-xs" title={commands.join(", ")}>
            {commands.join(", ")}
          </p>
        )}
        <Permissions node={node} />
        <OfferedCommands node={node} onAllowed={onAllowed} />
      </div>
      <div className="shrink-0 text-right text-muted text-xs">
        <p>
          {connected ? "connected" : "away"} {since !== undefined && <RelativeTime time={since} />}
        </p>
        <p>{connected ? idleText(idleSeconds) : seenText(node)}</p>
      </div>
      {onRun && (
        <IconButton
          label={`Run a command on ${displayName || nodeId}`}
          icon={SquareTerminal}
          disabled={!connected || commands.length === 0}
          onClick={onRun}
        />
      )}
    </li>
  );
}

function Permissions({ node }: { node: KnownNode }) {
  const { granted, missing } = permissionsOf(node);
  if (granted.length + missing.length === 0) return null;
  return (
    <p className="text-muted text-xs">
      {granted.length > 0 && <>May use {granted.join(", ")}. </>}
      {missing.length > 0 && <span className="text-warn">Not allowed on it: {missing.join(", ")}.</span>}
    </p>
  );
}

/** Under a minute somebody uses it. */
function idleText(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return seconds < 60 ? "in use" : `idle for ${Math.floor(seconds / 60)} min`;
}

function seenText(node: KnownNode): string | undefined {
  const why = seenBecause(node);
  return why && `seen ${why}`;
}
