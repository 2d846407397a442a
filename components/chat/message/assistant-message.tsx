import { memo, useMemo, useState } from "react";
import type { AssistantItem, AssistantPart } from "@/hooks/chat/items.ts";
import { Picture } from "../picture.tsx";
import { MessageText } from "./message-text.tsx";
import { groupParts } from "./part-groups.ts";
import { RunFooter } from "./run-footer.tsx";
import { RunOutcome } from "./run-outcome.tsx";
import { StepGroup } from "./step-group.tsx";
import { Thinking } from "./thinking.tsx";
import { ToolCard } from "./tool-card.tsx";
import { usePointed } from "./use-pointed.ts";
import { WholeMessage } from "./whole-message.tsx";

/** One answer: what its run thought, did and said, in order, and how it ended. */
export const AssistantMessage = memo(function AssistantMessage({
  item,
  agent,
}: {
  item: AssistantItem;
  agent: string;
}) {
  const [whole, setWhole] = useState<string>();
  const [isPointed, handlers] = usePointed();
  // Folding what one watches would move it: what goes on while one looks stays open until the row is drawn anew.
  const [folds] = useState(item.state !== "running" && item.state !== "queued");
  const parts = useMemo(() => (folds ? groupParts(item.parts) : item.parts), [folds, item.parts]);
  const lastText = parts.findLastIndex((part) => part.type === "text");
  return (
    <article className="min-w-0 pt-1 pb-2" {...handlers}>
      <h2 className="sr-only">{agent} answered</h2>
      {parts.map((part, index) =>
        part.type === "steps" ? (
          <StepGroup key={`steps:${part.id}`} steps={part} />
        ) : (
          <Part
            key={`${part.type}:${part.id}`}
            part={
              whole !== undefined && index === lastText
                ? { ...part, type: "text", text: whole, isStreaming: false }
                : part
            }
            startedAt={index === 0 ? item.startedAt : undefined}
          />
        ),
      )}
      {item.truncated && item.messageId && whole === undefined && (
        <WholeMessage messageId={item.messageId} onText={setWhole} />
      )}
      <RunOutcome item={item} />
      <RunFooter item={item} isPointed={isPointed} />
    </article>
  );
});

const Part = memo(function Part({ part, startedAt }: { part: AssistantPart; startedAt: number | undefined }) {
  switch (part.type) {
    case "thinking":
      return <Thinking part={part} startedAt={startedAt} />;
    case "text":
      return (
        <div className="my-1">
          <MessageText text={part.text} live={part.isStreaming} />
        </div>
      );
    case "tool":
      return <ToolCard part={part} />;
    case "image":
      return (
        <Picture src={`data:${part.image.mimeType};base64,${part.image.data}`} alt="In the answer" className="my-2" />
      );
  }
});
