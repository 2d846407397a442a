import { MessagesSquare } from "lucide-react";
import { useState } from "react";
import { SCROLLABLE } from "@/components/chat/scrollable.ts";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useCircleTalk } from "@/hooks/use-circle-talk.ts";
import type { Circle } from "@/server/protocol/circles.ts";
import { useEndInSight } from "./use-end-in-sight.ts";
import { Saying, Utterance } from "./utterance.tsx";

const PAGE = 100;
/** As many as are kept. */
const MOST = 500;

/** What is said in a circle, the newest at the end, which stays in sight until somebody scrolls up. */
export function CircleTalk({ circle: { name } }: { circle: Circle }) {
  const [limit, setLimit] = useState(PAGE);
  const { messages, hasMore, answering, isLoading, error, refresh } = useCircleTalk(name, limit);
  const { byId } = useAgents();
  const box = useEndInSight<HTMLDivElement>();
  const nameOf = (agentId: string) => byId(agentId)?.name ?? agentId;

  return (
    <section
      ref={box}
      {...SCROLLABLE}
      aria-label={`Talk in ${name}`}
      className="min-h-0 flex-1 overflow-y-auto px-4 py-3 focus-visible:-outline-offset-2"
    >
      <div className="mx-auto grid max-w-3xl gap-4">
        {hasMore && limit < MOST && (
          <Button size="sm" className="justify-self-center" onClick={() => setLimit(MOST)}>
            Show older
          </Button>
        )}
        <div role="log" aria-label="Messages" className="grid gap-4">
          {messages.map((message) => (
            <Utterance key={message.id} message={message} />
          ))}
        </div>
        {answering.map(({ agentId, text }) => (
          <Saying key={agentId} name={nameOf(agentId)} text={text} />
        ))}
        {messages.length === 0 && answering.length === 0 && (
          <Nothing isLoading={isLoading} error={error} onRetry={refresh} />
        )}
      </div>
    </section>
  );
}

function Nothing({ isLoading, error, onRetry }: { isLoading: boolean; error: Error | undefined; onRetry: () => void }) {
  if (error) return <ErrorState error={error} title="What was said could not be read" onRetry={onRetry} />;
  if (!isLoading) {
    return (
      <EmptyState icon={MessagesSquare} title="Nothing was said yet">
        Say something: every agent of the circle answers, or those that you mention with @.
      </EmptyState>
    );
  }
  return (
    <Loading label="Loading what was said" className="grid gap-4">
      <Skeleton className="h-12 w-2/3" />
      <Skeleton className="h-12 w-1/2" />
    </Loading>
  );
}
