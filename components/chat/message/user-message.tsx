import { Paperclip } from "lucide-react";
import { memo, useState } from "react";
import { cn } from "@/components/ui/cn";
import { timeFormat } from "@/components/ui/locale.ts";
import type { UserItem } from "@/hooks/chat/items.ts";
import { Pictures } from "../picture.tsx";
import { DeliveryState } from "./delivery-state.tsx";
import { UserActions } from "./message-actions.tsx";
import { usePointed } from "./use-pointed.ts";
import { WholeMessage } from "./whole-message.tsx";

const clock = timeFormat({ timeStyle: "short" });
const exact = timeFormat({ dateStyle: "medium", timeStyle: "medium" });

/** What a person wrote, with its pictures and files, and where it stands on its way. */
export const UserMessage = memo(function UserMessage({ item }: { item: UserItem }) {
  const [whole, setWhole] = useState<string>();
  const [isPointed, handlers] = usePointed();
  const files = item.attachments.filter((file) => !file.mimeType?.startsWith("image/"));
  const text = whole ?? item.text;
  return (
    <article className="grid min-w-0 justify-items-end gap-1 pt-3" {...handlers}>
      <h2 className="sr-only">You wrote</h2>
      <Pictures images={item.images} altOf={(number) => `Attached image ${number}`} className="max-h-64" />
      {files.map((file, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: their order never changes, and two files may have one name
          key={index}
          className="inline-flex items-center gap-1.5 rounded-md border px-2 py-1 text-muted text-xs"
        >
          <Paperclip aria-hidden className="size-3.5" />
          {file.fileName ?? file.mimeType ?? "File"}
        </span>
      ))}
      {text && (
        <p
          className={cn(
            "max-w-[85%] whitespace-pre-wrap break-words rounded-xl bg-selected px-3 py-2 leading-relaxed",
            item.delivery.state !== "sent" && "opacity-80",
          )}
        >
          {text}
        </p>
      )}
      {item.truncated && item.messageId && whole === undefined && (
        <WholeMessage messageId={item.messageId} onText={setWhole} />
      )}
      <DeliveryState item={item} />
      <div className="flex min-h-7 items-center gap-2 text-faint text-xs">
        {isPointed && item.delivery.state === "sent" && <UserActions item={item} />}
        {item.delivery.state === "sending" ? <span>Sending…</span> : <SentAt time={item.timestamp} />}
      </div>
    </article>
  );
});

function SentAt({ time }: { time: number }) {
  return (
    <time dateTime={new Date(time).toISOString()} title={exact.format(time)}>
      {clock.format(time)}
    </time>
  );
}
