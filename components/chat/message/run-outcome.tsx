import { Play, RotateCcw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/states";
import type { AssistantItem, RunState } from "@/hooks/chat/items.ts";
import { useChatActions } from "../chat-actions.ts";

/** Says that an answer did not come to its end, why, and what to do; nothing when it did. */
export function RunOutcome({ item }: { item: AssistantItem }) {
  const actions = useChatActions();
  const text = outcomeOf(item);
  if (!text) return null;
  const canResume = item.state === "interrupted" || item.state === "aborted";
  return (
    <Callout
      tone={item.state === "error" ? "bad" : "warn"}
      className="my-2 flex flex-wrap items-center gap-x-3 gap-y-2"
    >
      <span className="min-w-0 flex-1 basis-60 break-words">{text}</span>
      <span className="flex gap-2">
        {canResume && (
          <Button size="sm" onClick={() => actions.resumeRun(item)}>
            <Play aria-hidden /> Resume
          </Button>
        )}
        <Button size="sm" onClick={() => actions.retryRun(item)}>
          <RotateCcw aria-hidden /> Retry
        </Button>
      </span>
    </Callout>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  refusal: "The model refused to answer.",
  timeout: "The model took too long.",
  rate_limit: "The model's provider takes no more requests for now.",
  context_length: "The conversation no longer fits the model: compact or reset it.",
};

const ENDINGS: Record<RunState, string | undefined> = {
  queued: undefined,
  running: undefined,
  done: undefined,
  aborted: "You stopped this answer.",
  interrupted: "This answer was interrupted: the gateway stopped in the middle of it.",
  error: "This run failed.",
};

function outcomeOf(item: AssistantItem): string | undefined {
  if (item.state !== "error") return ENDINGS[item.state];
  const kind = item.error?.kind ? KINDS[item.error.kind] : undefined;
  return [kind ?? (item.error?.message ? undefined : ENDINGS.error), item.error?.message].filter(Boolean).join(" ");
}
