"use client";

import { type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ChatItem } from "@/hooks/chat/items.ts";
import type { ChatView } from "@/hooks/chat/use-chat.ts";
import { SCROLLABLE } from "../scrollable.ts";
import { Announcer } from "./announcer.tsx";
import { JumpButton } from "./jump-button.tsx";
import { FollowingContext, ListContainer } from "./list-container.tsx";
import { countAfter } from "./rows.ts";
import { TranscriptHead } from "./transcript-head.tsx";
import { TranscriptRow } from "./transcript-row.tsx";
import { useFollowing } from "./use-following.ts";
import { useRows } from "./use-rows.ts";

export interface TranscriptHandle {
  /** Brings an item into sight; undefined goes to the end and follows it. */
  show: (itemId: string | undefined) => void;
  element: HTMLElement | null;
}

const HEAD_PX = 40;
/** Older messages are asked for when fewer pixels than these are left above. */
const LOAD_AHEAD_PX = 12_000;
const BUFFER_PX = 400;

type TranscriptChat = Pick<ChatView, "items" | "hasMore" | "isLoadingOlder" | "loadOlder" | "error" | "refresh">;

/** A conversation, drawn only where it is in sight. Mount it anew for another session. */
export function Transcript({ chat, agent, ref }: { chat: TranscriptChat; agent: string; ref?: Ref<TranscriptHandle> }) {
  const { items, hasMore, isLoadingOlder, loadOlder, error } = chat;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { isFollowing, settle, jump, stop } = useFollowing(scroller);
  const { rows, shift, onScrollEnd } = useRows(items, isFollowing);
  const newCount = useNewCount(items, isFollowing);
  useJumpOnSend(items, jump);

  const count = rows.length;
  useLayoutEffect(() => {
    if (count > 0) settle();
  }, [count, settle]);

  const loadAhead = useCallback(() => {
    // What failed is not asked for again and again: a button does that.
    if (!hasMore || isLoadingOlder || error) return;
    const top = scroller.current?.scrollTop ?? Number.POSITIVE_INFINITY;
    if (top < LOAD_AHEAD_PX) void loadOlder();
  }, [hasMore, isLoadingOlder, loadOlder, error]);
  useEffect(() => {
    if (rows.length > 0) loadAhead();
  }, [rows, loadAhead]);

  useImperativeHandle(
    ref,
    () => ({
      show: (itemId) => {
        if (itemId === undefined) return jump();
        const index = rows.findIndex((row) => row.id === itemId);
        if (index === -1) return;
        stop();
        list.current?.scrollToIndex(index, { align: "center" });
      },
      element: scroller.current,
    }),
    [rows, jump, stop],
  );

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label="Conversation"
        aria-live="off"
        aria-busy={isLoadingOlder}
        {...SCROLLABLE}
        onScroll={loadAhead}
        className="h-full overflow-y-auto overflow-x-hidden bg-background pb-4 focus-visible:outline-offset-[-2px]"
      >
        <TranscriptHead chat={chat} height={HEAD_PX} />
        <FollowingContext value={isFollowing}>
          <Virtualizer
            as={ListContainer}
            ref={list}
            scrollRef={scroller}
            startMargin={HEAD_PX}
            bufferSize={BUFFER_PX}
            shift={shift}
            data={rows}
            onResize={settle}
            onScrollEnd={onScrollEnd}
          >
            {(row) => <TranscriptRow key={row.id} row={row} agent={agent} />}
          </Virtualizer>
        </FollowingContext>
      </div>
      {!isFollowing && <JumpButton newCount={newCount} onJump={jump} />}
      <Announcer items={items} />
    </div>
  );
}

/** How many items came since the end was left. */
function useNewCount(items: readonly ChatItem[], isFollowing: boolean): number {
  const [seenId, setSeenId] = useState<string>();
  const lastId = items.at(-1)?.id;
  if (isFollowing && seenId !== lastId) setSeenId(lastId);
  return isFollowing ? 0 : countAfter(items, seenId);
}

/** Who sends something wants to see it. */
function useJumpOnSend(items: readonly ChatItem[], jump: () => void): void {
  const last = items.findLast((item) => item.type === "user");
  const ownId = last && last.delivery.state !== "sent" ? last.id : undefined;
  useEffect(() => {
    if (ownId !== undefined) jump();
  }, [ownId, jump]);
}
