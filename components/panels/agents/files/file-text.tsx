import type { KeyboardEvent } from "react";
import { Textarea } from "@/components/ui/field.tsx";
import { type Draft, type DraftInput, textOf } from "./draft.ts";

/** The words themselves. Ctrl or ⌘ with S shows what would be saved. */
export function FileText({
  draft,
  send,
  label,
  readOnly,
}: {
  draft: Draft;
  send: (input: DraftInput) => void;
  label: string;
  readOnly: boolean;
}) {
  function review(event: KeyboardEvent) {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send({ input: "review" });
  }

  return (
    <Textarea
      aria-label={label}
      value={textOf(draft)}
      readOnly={readOnly}
      spellCheck={false}
      onChange={(event) => send({ input: "type", text: event.target.value })}
      onKeyDown={review}
      className="min-h-80 flex-1 resize-none rounded-none border-0 bg-background px-4 py-3 font-mono text-sm leading-6 focus-visible:-outline-offset-2"
    />
  );
}
