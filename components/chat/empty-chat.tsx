import { MessagesSquare } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { useChatActions } from "./chat-actions.ts";

/** What the built-in operator understands; a model is asked in words. */
const COMMANDS = ["status", "list sessions", "search the logs for ready", "list agents"] as const;
const QUESTIONS = ["What can you do for me?", "What did you do last?", "What do you know about me?"] as const;
const BUILT_IN = "builtin/";

interface EmptyChatProps {
  agent: string;
  /** What will answer. */
  model: string | undefined;
  mayWrite: boolean;
}

/** A conversation that has not begun: says with whom, and how one could begin. */
export function EmptyChat({ agent, model = BUILT_IN, mayWrite }: EmptyChatProps) {
  const { suggest } = useChatActions();
  const suggestions = model.startsWith(BUILT_IN) ? COMMANDS : QUESTIONS;
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
      action={suggestions.map((text) => (
        <Button key={text} onClick={() => suggest(text)}>
          {text}
        </Button>
      ))}
    >
      Write below, or begin with one of these. Everything it does shows here as it happens.
    </EmptyState>
  );
}
