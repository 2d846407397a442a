import { memo } from "react";
import { AssistantMessage } from "../message/assistant-message.tsx";
import { UserMessage } from "../message/user-message.tsx";
import { RowContext } from "../use-disclosure.ts";
import { DayLine } from "./day-line.tsx";
import type { Row } from "./rows.ts";

/** One row; drawn again only when the row is another object. */
export const TranscriptRow = memo(function TranscriptRow({ row, agent }: { row: Row; agent: string }) {
  return (
    <RowContext value={row.id}>
      <div className="mx-auto w-full max-w-3xl px-4">{content(row, agent)}</div>
    </RowContext>
  );
});

function content(row: Row, agent: string) {
  if (row.type === "day") return <DayLine time={row.time} />;
  switch (row.item.type) {
    case "user":
      return <UserMessage item={row.item} />;
    case "assistant":
      return <AssistantMessage item={row.item} agent={agent} />;
    case "notice":
      return <p className="py-3 text-center text-muted text-xs">{row.item.text}</p>;
  }
}
