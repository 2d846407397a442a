import { Wrench } from "lucide-react";
import { Badge } from "@/components/ui/badge.tsx";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { type Message, textOf } from "@/server/protocol/messages.ts";
import { chatHref } from "./sessions-route.ts";
import { useTranscriptEnd } from "./use-transcript-end.ts";

/** The last messages of a session; each leads to its place in the chat. */
export function TranscriptEnd({ sessionKey }: { sessionKey: string }) {
  const { messages, isLoading, error } = useTranscriptEnd(sessionKey);
  return (
    <section aria-label="Last messages" className="grid gap-2">
      <h3 className="font-medium text-muted text-xs">Last messages</h3>
      {error && <p className="text-bad text-sm">{error.message}</p>}
      {isLoading && <Skeleton className="h-40" />}
      {!isLoading && !error && messages.length === 0 && <p className="text-muted text-sm">No messages yet.</p>}
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {messages.map((message) => (
          <MessageLine key={message.__openclaw.id} message={message} sessionKey={sessionKey} />
        ))}
      </ol>
    </section>
  );
}

function MessageLine({ message, sessionKey }: { message: Message; sessionKey: string }) {
  return (
    <li className="relative rounded-md border p-2 hover:bg-hover">
      <div className="flex items-center gap-2 text-xs">
        <Author message={message} />
        <RelativeTime time={message.timestamp} className="ml-auto text-faint" />
      </div>
      <Link
        href={chatHref(sessionKey, message.__openclaw.id)}
        className="mt-1 line-clamp-4 whitespace-pre-wrap wrap-anywhere text-sm after:absolute after:inset-0"
      >
        {preview(message)}
      </Link>
    </li>
  );
}

function Author({ message }: { message: Message }) {
  switch (message.role) {
    case "user":
      return <Badge tone="accent">Person</Badge>;
    case "assistant":
      return <Badge>Agent</Badge>;
    case "toolResult":
      return (
        <Badge tone={message.isError ? "bad" : "neutral"}>
          <Wrench aria-hidden className="size-3" /> {message.toolName}
        </Badge>
      );
  }
}

/** Words, else the tools that were called, else what else there is. */
function preview(message: Message): string {
  const text = textOf(message).trim();
  if (text) return text;
  const calls =
    typeof message.content === "string"
      ? []
      : message.content.flatMap((part) => (part.type === "toolCall" ? part.name : []));
  if (calls.length > 0) return `Called ${calls.join(", ")}`;
  return message.role === "assistant" && message.errorMessage ? message.errorMessage : "No text";
}
