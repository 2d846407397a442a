import { MessageSquare, ScrollText, X } from "lucide-react";
import type { ReactNode } from "react";
import { failureOf } from "@/components/sessions/session-state.ts";
import { titleOf } from "@/components/sessions/session-title.ts";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Sheet } from "@/components/ui/overlay.tsx";
import { Callout, EmptyState, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useIsWide } from "@/components/ui/use-is-wide.ts";
import { useSession } from "@/hooks/use-sessions.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { SessionFacts } from "./session-facts.tsx";
import { chatHref, logsHref } from "./sessions-route.ts";
import { TranscriptEnd } from "./transcript-end.tsx";

/** One session beside the list, or over it on a phone. */
export function SessionDetail({
  sessionKey,
  onClose,
  menuOf,
  origin,
}: {
  sessionKey: string;
  onClose: () => void;
  /** What else can be done with it. */
  menuOf?: (session: SessionRow) => ReactNode;
  /** The name of its gateway, where there are several. */
  origin?: string;
}) {
  const { session } = useSession(sessionKey);
  const wide = useIsWide();
  const title = session ? titleOf(session) : "Session";
  const content = <DetailContent sessionKey={sessionKey} onClose={onClose} origin={origin} />;

  if (!wide) {
    return (
      <Sheet side="bottom" open onOpenChange={onClose} title={title}>
        {content}
      </Sheet>
    );
  }
  return (
    <aside aria-label="Session details" className="flex w-[26rem] shrink-0 flex-col border-l bg-surface">
      <header className="flex h-10 shrink-0 items-center gap-1 border-b pr-1 pl-3">
        <h2 className="min-w-0 flex-1 truncate font-medium text-sm" title={title}>
          {title}
        </h2>
        {session && menuOf?.(session)}
        <IconButton label="Close" icon={X} shortcut="Esc" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-3">{content}</div>
    </aside>
  );
}

interface DetailContentProps {
  sessionKey: string;
  onClose: () => void;
  origin: string | undefined;
}

function DetailContent({ sessionKey, onClose, origin }: DetailContentProps) {
  const { session, isLoading, error } = useSession(sessionKey);
  if (error && !session) return <ErrorState error={error} title="The session could not be read" />;
  if (isLoading || session === undefined) return <Skeleton className="h-64" />;
  if (session === null) {
    return (
      <EmptyState
        icon={MessageSquare}
        title="This session is gone"
        action={<Button onClick={onClose}>Back to the list</Button>}
      >
        It was deleted, or its address is wrong: <code className="break-all font-mono text-xs">{sessionKey}</code>
      </EmptyState>
    );
  }
  const failure = failureOf(session);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary" size="sm">
          <Link href={chatHref(sessionKey)}>
            <MessageSquare aria-hidden /> Open in Chat
          </Link>
        </Button>
        <Button asChild size="sm">
          <Link href={logsHref({ session: sessionKey })}>
            <ScrollText aria-hidden /> Its log
          </Link>
        </Button>
      </div>
      {failure && <Callout tone="warn">{failure}</Callout>}
      <SessionFacts row={session} origin={origin} />
      <TranscriptEnd sessionKey={sessionKey} />
    </div>
  );
}
