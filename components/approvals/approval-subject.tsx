import { Badge, type Tone } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import type { Approval, PluginApprovalRequest } from "@/server/protocol/approvals.ts";

type Severity = NonNullable<PluginApprovalRequest["severity"]>;

const SEVERITIES: Record<Severity, { tone: Tone; label: string } | undefined> = {
  info: undefined,
  warning: { tone: "warn", label: "warning" },
  critical: { tone: "bad", label: "critical" },
};

/** What a yes would let happen: the command, or what a plugin or the gateway's own agent says of it. */
export function ApprovalSubject({ approval, dense }: { approval: Approval; dense?: boolean }) {
  if (approval.kind === "exec") return <Words dense={dense}>{approval.request.command}</Words>;
  const { title, description } = approval.request;
  const { severity, detail } =
    approval.kind === "plugin" ? approval.request : { severity: undefined, detail: undefined };
  const look = severity ? SEVERITIES[severity] : undefined;
  return (
    <div className="grid gap-1.5">
      <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
        <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
        {look && <Badge tone={look.tone}>{look.label}</Badge>}
      </p>
      {description && <p className="whitespace-pre-wrap text-sm [overflow-wrap:anywhere]">{description}</p>}
      {detail && <Words dense={dense}>{detail}</Words>}
    </div>
  );
}

function Words({ children, dense }: { children: string; dense: boolean | undefined }) {
  return (
    <pre
      className={cn(
        "overflow-y-auto whitespace-pre-wrap rounded-md bg-sunken font-mono [overflow-wrap:anywhere]",
        dense ? "max-h-60 p-2 text-xs" : "max-h-80 p-3 text-sm",
      )}
    >
      {children}
    </pre>
  );
}
