import { cn } from "@/components/ui/cn";
import { Elapsed } from "@/components/ui/elapsed";
import { compactNumber, duration, money } from "@/components/ui/format";
import type { AssistantItem } from "@/hooks/chat/items.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { AssistantActions } from "./message-actions.tsx";

const PHASES: Readonly<Record<string, string>> = {
  preparing_context: "Preparing",
  starting_model: "Starting the model",
};

/** The line under an answer: how it goes, and once it is over how long it took and what it cost. */
export function RunFooter({ item, isPointed }: { item: AssistantItem; isPointed: boolean }) {
  const live = item.state === "running" || item.state === "queued";
  return (
    <div className="flex min-h-7 items-center gap-2 text-faint text-xs">
      {live ? <LiveState item={item} /> : <span title={item.model}>{summaryOf(item)}</span>}
      {!live && isPointed && <AssistantActions item={item} />}
    </div>
  );
}

function LiveState({ item }: { item: AssistantItem }) {
  const { isReady } = useConnection();
  return (
    <>
      <span aria-hidden className={cn("size-1.5 rounded-full", isReady ? "animate-beat bg-accent-text" : "bg-warn")} />
      <span>{isReady ? doingOf(item) : "No connection: whether it goes on is not known"}</span>
      {item.startedAt !== undefined && <Elapsed since={item.startedAt} frozen={!isReady} />}
    </>
  );
}

function doingOf({ state, phase }: AssistantItem): string {
  return state === "queued" ? "Waiting for its turn" : (PHASES[phase ?? ""] ?? "Working");
}

/** "Done in 8.2 s · 3.1k tokens · $0.012" */
export function summaryOf(item: Pick<AssistantItem, "state" | "durationMs" | "usage">): string {
  const { usage, durationMs } = item;
  const took = durationMs === undefined ? "" : duration(durationMs);
  const parts = [
    item.state === "done" ? (took ? `Done in ${took}` : "Done") : took && `After ${took}`,
    usage && usage.totalTokens > 0 && `${compactNumber(usage.totalTokens)} tokens`,
    usage?.cost && usage.cost.total > 0 && money(usage.cost.total),
  ];
  return parts.filter(Boolean).join(" · ");
}
