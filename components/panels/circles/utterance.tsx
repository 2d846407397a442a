import { Markdown } from "@/components/chat/markdown/markdown.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout } from "@/components/ui/states.tsx";
import type { CircleMessage } from "@/server/protocol/circles.ts";

/** One thing that was said. */
export function Utterance({ message }: { message: CircleMessage }) {
  const { role, name, content, timestamp } = message;
  return (
    <article aria-label={labelOf(message)} className="grid gap-1 text-sm">
      <p className="flex items-center gap-2">
        <span className="truncate font-medium">{name}</span>
        {role === "assistant" && <Badge tone="accent">Agent</Badge>}
        <RelativeTime time={timestamp} className="text-muted text-xs" />
      </p>
      {role === "fault" ? (
        <Callout tone="bad">{content}</Callout>
      ) : role === "assistant" ? (
        <Markdown text={content} />
      ) : (
        <p className="whitespace-pre-wrap break-words">{content}</p>
      )}
    </article>
  );
}

/** What an agent is saying just now. */
export function Saying({ name, text }: { name: string; text: string }) {
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex items-center gap-2">
        <span className="truncate font-medium">{name}</span>
        <span role="status" className="animate-beat text-muted text-xs">
          <span className="sr-only">{name}</span> is answering …
        </span>
      </p>
      {text !== "" && <Markdown text={text} live />}
    </div>
  );
}

function labelOf({ role, name }: CircleMessage): string {
  return role === "fault" ? `${name} could not answer` : `${name} said`;
}
