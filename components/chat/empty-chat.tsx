import { MessagesSquare } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { useChatActions } from "./chat-actions.ts";

const SUGGESTIONS = ["status", "list sessions", "search the logs for ready", "list agents"] as const;

/** A conversation that has not begun: says with whom, and how one could begin. */
export function EmptyChat({ agent, mayWrite }: { agent: string; mayWrite: boolean }) {
  const { suggest } = useChatActions();
  if (!mayWrite) {
    return (
      <EmptyState icon={MessagesSquare} title="Nothing was said here yet" className="m-auto">
        What others say to {agent} shows here as it happens.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={MessagesSquare}
      title={`Talk to ${agent}`}
      className="m-auto"
      action={SUGGESTIONS.map((text) => (
        <Button key={text} onClick={() => suggest(text)}>
          {text}
        </Button>
      ))}
    >
      Write below, or begin with one of these. Everything it does shows here as it happens.
    </EmptyState>
  );
}
