import { useMemo } from "react";
import type { Tone } from "@/components/ui/badge.tsx";
import { useApprovals } from "@/hooks/use-approvals.ts";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import { useChannelRequests } from "@/hooks/use-channel-requests.ts";
import { useDevices } from "@/hooks/use-devices.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useQuestions } from "@/hooks/use-questions.ts";
import { useSessions } from "@/hooks/use-sessions.ts";
import { useStatus } from "@/hooks/use-status.ts";

/** What goes on in a panel that is not looked at. */
export interface NavMark {
  count: number;
  tone: Tone;
  /** The same for who does not see it. */
  words: string;
  isLive?: boolean;
}

/** Runs that go on, sessions with answers that nobody has read, devices and people that ask, and gateways that are lost, by the panel's slug. */
export function useNavMarks(): Readonly<Record<string, NavMark | undefined>> {
  const wanted = useAtRest();
  const { activeRuns } = useStatus({ wanted });
  const { rows } = useSessions();
  const { gateways } = useGateways();
  const approvals = useApprovals().waiting.length + useQuestions().length;
  const devices = useDevices({ wanted }).pending.length;
  const people = useChannelRequests({ wanted }).waiting.length;
  const running = activeRuns.length;
  const unread = useMemo(() => rows.filter((row) => row.unread).length, [rows]);
  const lost = gateways.filter(({ status }) => status.state === "unavailable").length;
  return useMemo(
    () => ({
      ...(running > 0 && { chat: { count: running, tone: "accent", words: `${running} running`, isLive: true } }),
      ...(unread > 0 && { sessions: { count: unread, tone: "info", words: `${unread} unread` } }),
      ...(approvals > 0 && { approvals: { count: approvals, tone: "warn", words: `${approvals} waiting` } }),
      ...(devices > 0 && { nodes: { count: devices, tone: "warn", words: `${devices} waiting` } }),
      ...(people > 0 && { channels: { count: people, tone: "warn", words: `${people} waiting` } }),
      ...(lost > 0 && { gateways: { count: lost, tone: "bad", words: `${lost} not connected` } }),
    }),
    [running, unread, lost, approvals, devices, people],
  );
}
