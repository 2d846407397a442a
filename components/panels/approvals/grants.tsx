import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useGrants } from "@/hooks/use-grants.ts";
import type { StandingGrant } from "@/server/protocol/approvals.ts";

/** Commands that scheduled jobs may run by themselves because somebody said "always", and a way to take that back. */
export function Grants() {
  const { grants, error, refresh, revoke } = useGrants();
  const [leaving, setLeaving] = useState<StandingGrant>();
  return (
    <Section title="Always allowed for scheduled jobs">
      {error && !grants && (
        <ErrorState error={error} title="What was always allowed could not be read" onRetry={refresh} />
      )}
      {!grants && !error && (
        <Loading label="Loading what was always allowed" className="p-3">
          <Skeleton className="h-10" />
        </Loading>
      )}
      {grants && grants.length > 0 && (
        <ul aria-label="Always allowed for scheduled jobs" className="divide-y">
          {grants.map((grant) => (
            <Grant key={grant.grantId} grant={grant} onRevoke={() => setLeaving(grant)} />
          ))}
        </ul>
      )}
      {grants?.length === 0 && (
        <p className="px-3 py-3 text-muted text-sm">
          None yet. When a scheduled job waits for a command, “Always allow” lets that job run it by itself.
        </p>
      )}
      <ConfirmDialog
        open={leaving !== undefined}
        onOpenChange={(open) => !open && setLeaving(undefined)}
        title="Take this back?"
        action="Revoke"
        onConfirm={() => leaving && revoke(leaving.grantId)}
      >
        <p>
          {leaving?.cronJobName ?? "The job"} asks again before it runs{" "}
          <code className="font-mono [overflow-wrap:anywhere]">{leaving?.command}</code>
        </p>
      </ConfirmDialog>
    </Section>
  );
}

function Grant({ grant, onRevoke }: { grant: StandingGrant; onRevoke: () => void }) {
  const { command, cwd, agentId, cronJobId, cronJobName, expiresAtMs, revokedAtMs, revokedBy } = grant;
  const isOver = revokedAtMs !== null;
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <code className={cn("font-mono text-sm [overflow-wrap:anywhere]", isOver && "text-muted")}>{command}</code>
        <p className="flex flex-wrap gap-x-2 text-muted text-xs">
          <Link href={`/cron/${encodeURIComponent(cronJobId)}`} className="text-accent-text hover:underline">
            {cronJobName ?? "A job that is gone"}
          </Link>
          <span>{agentId}</span>
          {cwd && <code className="font-mono [overflow-wrap:anywhere]">{cwd}</code>}
          <Use grant={grant} />
          {expiresAtMs !== null && !isOver && (
            <span>
              expires <RelativeTime time={expiresAtMs} />
            </span>
          )}
          {revokedAtMs !== null && (
            <span>
              revoked <RelativeTime time={revokedAtMs} />
              {revokedBy && ` by ${revokedBy}`}
            </span>
          )}
        </p>
      </div>
      {isOver ? (
        <Badge>revoked</Badge>
      ) : (
        <Button variant="ghost" size="icon-sm" aria-label={`Revoke ${command}`} onClick={onRevoke}>
          <Trash2 aria-hidden />
        </Button>
      )}
    </li>
  );
}

function Use({ grant: { createdAtMs, lastUsedAtMs, useCount } }: { grant: StandingGrant }) {
  if (lastUsedAtMs === null) {
    return (
      <span>
        allowed <RelativeTime time={createdAtMs} />, not used yet
      </span>
    );
  }
  return (
    <span>
      used {useCount === 1 ? "once" : `${useCount} times`}, last <RelativeTime time={lastUsedAtMs} />
    </span>
  );
}
