import { Ban, Check, ChevronRight, CircleAlert, Loader2, type LucideIcon } from "lucide-react";
import { memo, useMemo } from "react";
import { ChatApproval } from "@/components/approvals/chat-approval";
import { cn } from "@/components/ui/cn";
import { Elapsed } from "@/components/ui/elapsed";
import { duration } from "@/components/ui/format";
import type { ToolView } from "@/hooks/chat/items.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { useChatActions } from "../chat-actions.ts";
import { useDisclosure } from "../use-disclosure.ts";
import { askedIn } from "./asked.ts";
import { countOf } from "./tool-changes.ts";
import { ToolDetails } from "./tool-details.tsx";
import { toolShape } from "./tool-shape.ts";
import { summarizeArgs, toolIcon } from "./tool-summary.ts";

const STATES: Record<ToolView["state"], { icon: LucideIcon; label: string; className: string }> = {
  running: { icon: Loader2, label: "Running", className: "animate-spin text-accent-text" },
  done: { icon: Check, label: "Done", className: "text-good" },
  error: { icon: CircleAlert, label: "Failed", className: "text-bad" },
  interrupted: { icon: Ban, label: "Interrupted", className: "text-warn" },
};

/** One tool call on one line; opened, what it was told and what came of it. */
export const ToolCard = memo(function ToolCard({ part }: { part: ToolView }) {
  const { sessionKey } = useChatActions();
  const [isOpen, toggle] = useDisclosure(`tool:${part.id}`);
  const state = STATES[part.state];
  const Icon = toolIcon(part.name);
  const answer = useMemo(() => askedIn(part.name, part.args, part.output)[0]?.answers.join(", "), [part]);
  return (
    <div className="my-1 rounded-md border bg-surface">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={toggle}
        className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover"
      >
        <Icon aria-hidden className="size-3.5 shrink-0 text-muted" />
        <span className="shrink-0 font-medium">{part.name}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-muted text-xs">
          {summarizeArgs(part.args)}
          {answer && <span className="text-text"> {answer}</span>}
        </span>
        {part.state !== "error" && <Changed part={part} />}
        <ToolTime part={part} />
        <state.icon role="img" aria-label={state.label} className={cn("size-3.5 shrink-0", state.className)} />
        <ChevronRight
          aria-hidden
          className={cn("size-3.5 shrink-0 text-faint transition-transform", isOpen && "rotate-90")}
        />
      </button>
      {part.state === "running" && <ChatApproval sessionKey={sessionKey} toolCallId={part.callId} />}
      {isOpen && <ToolDetails part={part} />}
    </div>
  );
});

function Changed({ part: { name, args } }: { part: ToolView }) {
  const count = useMemo(() => countOf(toolShape(name, args)), [name, args]);
  if (!count) return null;
  return (
    <span
      role="img"
      aria-label={`${count.added} lines added, ${count.removed} removed`}
      className="shrink-0 text-xs tabular-nums"
    >
      <span className="text-good">+{count.added}</span> <span className="text-bad">−{count.removed}</span>
    </span>
  );
}

function ToolTime({ part }: { part: ToolView }) {
  const { isReady } = useConnection();
  const style = "shrink-0 text-faint text-xs";
  if (part.durationMs !== undefined) return <span className={style}>{duration(part.durationMs)}</span>;
  if (part.state !== "running" || part.startedAt === undefined) return null;
  return <Elapsed since={part.startedAt} frozen={!isReady} className={style} />;
}
