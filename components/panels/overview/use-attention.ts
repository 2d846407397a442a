import { useMemo, useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { useAgents } from "@/hooks/use-agents.ts";
import { useApprovals } from "@/hooks/use-approvals.ts";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import type { FleetSnapshot } from "@/hooks/use-fleet-snapshot.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useQuestions } from "@/hooks/use-questions.ts";
import { useSpending } from "@/hooks/use-spending.ts";
import type { SessionsListResult } from "@/server/protocol/sessions.ts";
import { type AttentionItem, attentionOf, named } from "./attention.ts";

export interface Attention {
  items: readonly AttentionItem[];
  isLoading: boolean;
}

/** What fails or waits now, over all gateways and the newest sessions of those in scope. */
export function useAttention({ sources, isLoading }: FleetSnapshot<SessionsListResult>): Attention {
  const { gateways, current, isLoading: isLoadingGateways } = useGateways();
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now);
  const { waiting } = useApprovals();
  const asked = useQuestions();
  const { byId } = useAgents();
  const { spending } = useSpending({ wanted: useAtRest() });
  const items = useMemo(() => {
    // One gateway alone is the page's own: its addresses need not name it.
    const isMerged = sources.length > 1;
    const sessions = sources.map(({ gateway, data }) => ({
      gateway: isMerged ? gateway : undefined,
      rows: data?.sessions ?? [],
    }));
    const nameOf = (id: string, gateway: string) => (gateway === current?.id ? byId(id)?.name : undefined);
    const approvals = named(waiting, nameOf);
    const questions = asked.map((each) => {
      const { agentId = "An agent", gateway } = each;
      return { ...each, agentName: nameOf(agentId, gateway.id) || agentId };
    });
    return attentionOf(gateways, sessions, now, spending, approvals, questions);
  }, [gateways, current, sources, now, spending, waiting, asked, byId]);
  return { items, isLoading: isLoading || isLoadingGateways };
}
