"use client";

import { useEffect, useMemo, useState } from "react";
import type { CircleMessage } from "@/server/protocol/circles.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { wantChatter } from "./chatter-wishes.ts";
import { payloadOf } from "./event-payload.ts";
import { useGateway, useGatewayId } from "./gateway-provider.tsx";
import { concerns, useSnapshot } from "./use-snapshot.ts";

export interface CircleTalkView {
  messages: readonly CircleMessage[];
  /** There are older ones than those that were asked for. */
  hasMore: boolean;
  /** Agents who are answering, with what they have said so far. */
  answering: readonly { agentId: string; text: string }[];
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NONE: readonly CircleMessage[] = [];
const NOBODY: readonly string[] = [];

/** What is said in a circle, the newest `limit`, and what its agents are saying just now. */
export function useCircleTalk(name: string, limit: number): CircleTalkView {
  const params = useMemo(() => ({ name, limit }), [name, limit]);
  const { data, isLoading, error, refresh } = useSnapshot("circles.history", params, {
    reduce: (before, frame) => {
      const status = payloadOf(frame, "circle.status");
      if (status) return status.name === name ? { ...before, working: status.working } : before;
      return payloadOf(frame, "circle.message")?.name === name ? "reread" : before;
    },
  });
  const words = useWords(name);
  const working = data?.working ?? NOBODY;
  return {
    messages: data?.messages ?? NONE,
    hasMore: data?.hasMore ?? false,
    answering: working.map((agentId) => ({ agentId, text: words[agentId] ?? "" })),
    isLoading,
    error,
    refresh,
  };
}

/** What agents say in their sessions of the circle, by agent; begun anew with each run. */
function useWords(circle: string): Readonly<Record<string, string>> {
  const { client } = useGateway();
  const gateway = useGatewayId();
  const [words, setWords] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    setWords({});
    const stop = client.onEvent((frame) => {
      if (concerns(client, gateway, frame.gateway)) setWords((before) => wordsAfter(before, frame, circle));
    });
    const unwant = wantChatter(client, sessionOf(circle));
    return () => {
      stop();
      unwant();
    };
  }, [client, gateway, circle]);
  return words;
}

/** The words after an event; the same object when it says nothing of them. */
export function wordsAfter(
  before: Readonly<Record<string, string>>,
  frame: EventFrame,
  circle: string,
): Readonly<Record<string, string>> {
  const chat = payloadOf(frame, "chat");
  const agentId = chat && agentIn(chat.sessionKey, circle);
  if (!chat || agentId === undefined) return before;
  if (chat.state === "delta") {
    const said = chat.replace ? "" : (before[agentId] ?? "");
    return { ...before, [agentId]: said + chat.deltaText };
  }
  if (chat.state === "status" || before[agentId] === undefined) return before;
  const { [agentId]: _ended, ...others } = before;
  return others;
}

function agentIn(sessionKey: string, circle: string): string | undefined {
  const [, agentId, ...rest] = sessionKey.split(":");
  return rest.join(":") === sessionOf(circle) ? agentId : undefined;
}

/** A circle's session of every agent in it. */
function sessionOf(circle: string): string {
  return `circle:group:${circle}`;
}
