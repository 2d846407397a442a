import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useDeferredValue, useEffect, useMemo, useState } from "react";
import { Input } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import type { ChatView } from "@/hooks/chat/use-chat.ts";
import type { TranscriptHandle } from "../transcript/transcript.tsx";
import { findMatches, step } from "./find-matches.ts";
import { useHighlights } from "./use-highlights.ts";

interface FindBarProps {
  chat: Pick<ChatView, "items" | "hasMore" | "isLoadingOlder" | "loadOlder" | "error">;
  transcript: RefObject<TranscriptHandle | null>;
  onShow: (itemId: string) => void;
  onClose: () => void;
}

/** Finds words in the conversation; going back past what is loaded loads what is older. */
export function FindBar({ chat, transcript, onShow, onClose }: FindBarProps) {
  const { items, hasMore, isLoadingOlder, loadOlder, error } = chat;
  const [typed, setTyped] = useState("");
  const query = useDeferredValue(typed);
  const matches = useMemo(() => findMatches(items, query), [items, query]);
  const [current, setCurrent] = useState<string>();
  const [isSeeking, setSeeking] = useState(false);
  useHighlights(transcript, query);

  function go(by: 1 | -1): void {
    const next = step(matches, current, by);
    if (by === -1 && (next === undefined || next === current) && hasMore) return setSeeking(true);
    if (next === undefined) return;
    setCurrent(next);
    onShow(next);
  }

  const isOlderFound = matches.length > 0 && (current === undefined || matches.indexOf(current) > 0);
  useEffect(() => {
    if (!isSeeking || isLoadingOlder) return;
    if (!isOlderFound && hasMore && !error && query.trim()) return void loadOlder();
    setSeeking(false);
    const next = step(matches, current, -1);
    if (next === undefined || next === current) return;
    setCurrent(next);
    onShow(next);
  }, [isSeeking, isLoadingOlder, isOlderFound, hasMore, loadOlder, error, matches, current, query, onShow]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter") go(event.shiftKey ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <search className="flex items-center gap-1 border-b bg-sunken px-3 py-1.5">
      <Input
        ref={focus}
        aria-label="Find in this conversation"
        placeholder="Find in this conversation"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        className="max-w-80"
      />
      <span role="status" className="px-2 text-muted text-xs">
        {statusOf(query, matches, current, isSeeking, items.length, hasMore)}
      </span>
      <IconButton label="Previous match" shortcut="↵" icon={ChevronUp} onClick={() => go(-1)} />
      <IconButton label="Next match" shortcut="⇧ ↵" icon={ChevronDown} onClick={() => go(1)} />
      <IconButton label="Close" shortcut="Esc" icon={X} onClick={onClose} />
    </search>
  );
}

function focus(element: HTMLInputElement | null): void {
  element?.focus();
}

function statusOf(
  query: string,
  matches: readonly string[],
  current: string | undefined,
  isSeeking: boolean,
  loaded: number,
  hasMore: boolean,
): string {
  if (!query.trim()) return "";
  if (isSeeking) return "Looking further back…";
  const where = hasMore ? `the newest ${loaded} loaded` : "all messages";
  if (matches.length === 0) return `Nothing in ${where}`;
  const at = current === undefined ? -1 : matches.indexOf(current);
  return at === -1 ? `${matches.length} in ${where}` : `${at + 1} of ${matches.length} in ${where}`;
}
