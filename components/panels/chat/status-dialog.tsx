import { contextShareOf, SESSION_STATES, stateOf } from "@/components/sessions/session-state.ts";
import { CopyButton } from "@/components/ui/copy-button";
import { compactNumber, money } from "@/components/ui/format";
import { Dialog } from "@/components/ui/overlay";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SessionRow } from "@/server/protocol/sessions.ts";

interface StatusDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  sessionKey: string;
  session: SessionRow | null | undefined;
}

/** What is known of a session, in numbers. */
export function StatusDialog({ sessionKey, session, ...window }: StatusDialogProps) {
  return (
    <Dialog {...window} title="This session">
      <p className="mb-3 flex items-center gap-2 font-mono text-muted text-xs">
        <span className="min-w-0 break-all">{sessionKey}</span>
        <CopyButton text={sessionKey} label="Copy the session’s key" />
      </p>
      {session ? (
        <Facts session={session} />
      ) : (
        <p className="pb-3 text-muted text-sm">It begins with its first message.</p>
      )}
    </Dialog>
  );
}

function Facts({ session }: { session: SessionRow }) {
  const share = contextShareOf(session);
  const facts = [
    { name: "State", value: SESSION_STATES[stateOf(session)].label },
    { name: "Agent", value: session.agentId },
    { name: "Model", value: session.model },
    { name: "Thinking", value: session.thinkingLevel },
    { name: "Messages", value: session.messageCount },
    { name: "Context", value: share !== undefined && contextOf(session, share) },
    { name: "Tokens", value: tokensOf(session) },
    { name: "Cost", value: session.estimatedCostUsd !== undefined && money(session.estimatedCostUsd) },
    { name: "Last active", value: <RelativeTime time={session.updatedAt} /> },
  ].filter(({ value }) => value !== undefined && value !== false && value !== "");
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 pb-3 text-sm">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function contextOf({ totalTokens = 0, contextTokens = 0 }: SessionRow, share: number): string {
  return `${compactNumber(totalTokens)} of ${compactNumber(contextTokens)} tokens, ${Math.round(share * 100)}%`;
}

function tokensOf({ inputTokens, outputTokens }: SessionRow): string | undefined {
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return `${compactNumber(inputTokens ?? 0)} in, ${compactNumber(outputTokens ?? 0)} out`;
}
