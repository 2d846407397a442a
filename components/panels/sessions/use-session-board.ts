"use client";

import { usePathname } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { navigate } from "@/components/ui/navigate.ts";
import { extendTo, NOTHING_SELECTED, restrictTo, toggle, toggleAll } from "./selection.ts";
import { activeItem } from "./session-items.ts";
import { chatHref, openedSession, sessionsHref } from "./sessions-route.ts";
import { attempt, useSessionActions } from "./use-session-actions.ts";
import { useSessionList } from "./use-session-list.ts";

/** What someone is asked about before it is done to some sessions. */
export interface Question {
  kind: "delete" | "reset" | "compact" | "category";
  keys: readonly string[];
}

/** Everything on the panel that is not in the address: the active row, ticks, a name being changed, a question. */
export function useSessionBoard() {
  const list = useSessionList();
  const actions = useSessionActions();
  const opened = openedSession(usePathname() ?? "");
  const [active, setActive] = useState<{ id: string; place: number }>();
  const [ticks, setTicks] = useState(NOTHING_SELECTED);
  const [renaming, setRenaming] = useState<string>();
  const [question, setQuestion] = useState<Question>();
  const { keys } = list;
  const latest = useRef(list);
  latest.current = list;

  const act = useMemo(
    () => ({
      patch: (...[key, change]: Parameters<typeof actions.patch>) =>
        attempt(actions.patch(key, change), "The session could not be changed"),
      rename: (key: string, label: string | null) =>
        attempt(actions.patch(key, { label }), "The session could not be renamed"),
      beginRename: (key: string) => setRenaming(key),
      endRename: () => setRenaming(undefined),
      ask: (next: Question) => setQuestion(next),
      tick: (key: string, range: boolean) =>
        setTicks((before) => (range ? extendTo(before, key, latest.current.keys) : toggle(before, key))),
      tickAll: () => setTicks((before) => toggleAll(before, latest.current.keys)),
      untickAll: () => setTicks(NOTHING_SELECTED),
      activate: (id: string) => setActive({ id, place: latest.current.items.findIndex((item) => item.id === id) }),
      openChat: (key: string, messageId?: string) => navigate(chatHref(key, messageId)),
      showDetails: (key: string | undefined) => navigate(sessionsHref(key, window.location.search)),
    }),
    [actions],
  );

  return {
    list,
    actions,
    act,
    opened,
    active: useMemo(() => activeItem(list.items, active), [list.items, active]),
    renaming,
    question,
    closeQuestion: () => setQuestion(undefined),
    selection: useMemo(() => restrictTo(ticks, keys), [ticks, keys]),
  };
}

export type SessionBoard = ReturnType<typeof useSessionBoard>;
