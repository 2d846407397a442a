import { ChevronRight, ListTree } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { useDisclosure } from "../use-disclosure.ts";
import { callsOf, failuresOf, type Steps } from "./part-groups.ts";
import { Thinking } from "./thinking.tsx";
import { ToolCard } from "./tool-card.tsx";

/** Many calls of a run that is over, on one line; opened, each of them. */
export const StepGroup = memo(function StepGroup({ steps }: { steps: Steps }) {
  const [isOpen, toggle] = useDisclosure(`steps:${steps.id}`);
  const failures = failuresOf(steps);
  return (
    <div className="my-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={toggle}
        className="flex h-8 w-full items-center gap-2 rounded-md border bg-surface px-2 text-left text-muted text-sm hover:bg-hover"
      >
        <ListTree aria-hidden className="size-3.5 shrink-0" />
        <span className="min-w-0 flex-1 truncate">{callsOf(steps)}</span>
        {failures > 0 && <span className="shrink-0 text-bad text-xs">{failures} failed</span>}
        <ChevronRight
          aria-hidden
          className={cn("size-3.5 shrink-0 text-faint transition-transform", isOpen && "rotate-90")}
        />
      </button>
      {isOpen && (
        <div className="ml-2 border-l pl-2">
          {steps.parts.map((part) =>
            part.type === "tool" ? (
              <ToolCard key={`tool:${part.id}`} part={part} />
            ) : (
              <Thinking key={`thinking:${part.id}`} part={part} startedAt={undefined} />
            ),
          )}
        </div>
      )}
    </div>
  );
});
