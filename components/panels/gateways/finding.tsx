import { CircleAlert, CircleCheck, Hourglass } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import { CommandLine } from "@/components/ui/command-line.tsx";
import type { GatewayFinding } from "@/server/protocol/gateways.ts";

/** Nothing is broken: somebody has to say yes, or it takes its time. */
export function isWaiting({ code }: GatewayFinding): boolean {
  return WAITING.has(code);
}

const WAITING: ReadonlySet<string> = new Set(["pairing", "scope-upgrade", "starting", "restarting"]);

/** What the connection doctor found: one cause, one fix, one command to copy. */
export function Finding({ finding }: { finding: GatewayFinding }) {
  const { ok, cause, fix, command, requestId, version } = finding;
  const waits = isWaiting(finding);
  const Icon = ok ? CircleCheck : waits ? Hourglass : CircleAlert;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-1.5 text-sm">
      <Icon aria-hidden className={cn("mt-0.5 size-4", ok ? "text-good" : waits ? "text-warn" : "text-bad")} />
      <p className="break-words font-medium">
        {cause}
        {ok && version && <span className="font-normal text-muted"> It is version {version}.</span>}
      </p>
      {!ok && <p className="col-start-2 text-muted">{fix}</p>}
      {command && <CommandLine command={command} className="col-start-2" />}
      {requestId && !command?.includes(requestId) && (
        <p className="col-start-2 text-muted text-xs">
          Request <code className="break-all font-mono text-text">{requestId}</code> waits for approval.
        </p>
      )}
    </div>
  );
}
