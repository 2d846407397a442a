import { useEffect, useRef, useState } from "react";
import { tinykeys } from "tinykeys";
import { CHOICES, choicesOf } from "@/components/approvals/decision-buttons.tsx";
import { useDecision } from "@/components/approvals/use-decision.ts";
import type { WaitingApproval } from "@/hooks/use-approvals.ts";

/**
 * j and k go through the list, a, A and d decide the current one. None is current before somebody chose one by key or
 * focus, so that no key decides a command that was not looked at.
 */
export function useApprovalKeys(waiting: readonly WaitingApproval[]): {
  current: WaitingApproval | undefined;
  setCurrent: (id: string) => void;
} {
  const [id, setId] = useState<string>();
  const { decide, pending } = useDecision();
  const current = waiting.find((approval) => approval.id === id);
  const latest = useRef({ waiting, current, decide, pending });
  latest.current = { waiting, current, decide, pending };

  useEffect(() => {
    const move = (by: number) => {
      const { waiting, current } = latest.current;
      const at = current ? waiting.indexOf(current) + by : by > 0 ? 0 : waiting.length - 1;
      const next = waiting[Math.min(Math.max(at, 0), waiting.length - 1)];
      if (!next) return;
      setId(next.id);
      document.getElementById(rowId(next.id))?.focus();
    };
    // What follows g is a jump elsewhere, never a decision.
    let jumpedAt = 0;
    const watch = (event: KeyboardEvent) => {
      if (event.key === "g") jumpedAt = event.timeStamp;
    };
    const quiet = (act: () => void) => (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isBusy(event.target)) return;
      if (jumpedAt > 0 && event.timeStamp - jumpedAt < JUMP_MS) return;
      event.preventDefault();
      act();
    };
    const keys = {
      j: quiet(() => move(1)),
      k: quiet(() => move(-1)),
      ...Object.fromEntries(
        CHOICES.map(({ key, decision }) => [
          key === "A" ? "Shift+A" : key,
          quiet(() => {
            const { current, decide, pending } = latest.current;
            if (!current || pending.has(current.id)) return;
            if (choicesOf(current).some((choice) => choice.decision === decision)) void decide(current, decision);
          }),
        ]),
      ),
    };
    window.addEventListener("keydown", watch);
    const stop = tinykeys(window, keys);
    return () => {
      window.removeEventListener("keydown", watch);
      stop();
    };
  }, []);
  return { current, setCurrent: setId };
}

/** The element that stands for an approval. */
export function rowId(id: string): string {
  return `approval-${id}`;
}

const JUMP_MS = 1_000;

function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null
  );
}
