import { Paperclip, X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Picture } from "../picture.tsx";
import type { Attachments } from "./use-attachments.ts";

/** The files that go with the message, each with a way to take it back. */
export function AttachmentChips({ attachments }: { attachments: Attachments }) {
  const { files, error, isReading, remove } = attachments;
  if (files.length === 0 && !error && !isReading) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 px-3 pt-2">
      {files.map((file) => (
        <span
          key={file.id}
          className="flex h-9 max-w-56 items-center gap-2 rounded-md border bg-sunken pr-1 pl-2 text-xs"
        >
          {file.mimeType.startsWith("image/") ? (
            <Picture src={`data:${file.mimeType};base64,${file.content}`} alt="" className="size-6 object-cover" />
          ) : (
            <Paperclip aria-hidden className="size-3.5 text-muted" />
          )}
          <span className="truncate">{file.fileName}</span>
          <IconButton label={`Remove ${file.fileName}`} icon={X} onClick={() => remove(file.id)} />
        </span>
      ))}
      {isReading && <span className="text-muted text-xs">Reading…</span>}
      {error && (
        <p role="alert" className="text-bad text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
