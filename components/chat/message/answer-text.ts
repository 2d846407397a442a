import type { AssistantItem } from "@/hooks/chat/items.ts";

/** What an answer says, as Markdown, its thinking and tools left out. */
export function answerText(item: Pick<AssistantItem, "parts">): string {
  return item.parts
    .flatMap((part) => (part.type === "text" && part.text.trim() ? [part.text.trim()] : []))
    .join("\n\n");
}
