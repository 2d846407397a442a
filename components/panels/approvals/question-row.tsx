import { QuestionForm } from "@/components/questions/question-form.tsx";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import type { WaitingQuestion } from "@/hooks/use-questions.ts";

/** What one agent asked: who, when, where, and the answer. */
export function QuestionRow({ asked, showGateway }: { asked: WaitingQuestion; showGateway: boolean }) {
  const { agentId, sessionKey, createdAtMs, gateway } = asked;
  const { byId } = useAgents({ gateway: gateway.id });
  return (
    <li className="grid gap-3 rounded-lg border bg-surface p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        {agentId && (
          <span className="font-medium text-sm text-text" title={agentId}>
            {byId(agentId)?.name ?? agentId}
          </span>
        )}
        {showGateway && <Badge>{gateway.name}</Badge>}
        <span>
          asked <RelativeTime time={createdAtMs} />
        </span>
        {sessionKey && (
          <Link
            href={onGateway(`/chat/${encodeURIComponent(sessionKey)}`, gateway.id)}
            className="text-accent-text hover:underline"
          >
            Open the session
          </Link>
        )}
      </div>
      <QuestionForm asked={asked} />
    </li>
  );
}
