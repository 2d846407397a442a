import { useMemo, useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { useApprovals } from "@/hooks/use-approvals.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useSessions } from "@/hooks/use-sessions.ts";
import { useSpending } from "@/hooks/use-spending.ts";
import { type AttentionItem, attentionOf } from "./attention.ts";

/** What fails or waits now, over all gateways and the newest sessions. */
export function useAttention(): { items: readonly AttentionItem[]; isLoading: boolean } {
  const { gateways, isLoading: isLoadingGateways } = useGateways();
  const { rows, isLoading } = useSessions();
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now);
  const { waiting: approvals } = useApprovals();
  const { spending } = useSpending();
  const items = useMemo(
    () => attentionOf(gateways, rows, now, spending, approvals),
    [gateways, rows, now, spending, approvals],
  );
  return { items, isLoading: isLoading || isLoadingGateways };
}
