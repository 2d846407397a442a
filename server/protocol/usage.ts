/** What one model took. */
export interface ModelUsage {
  /** Left out by gateways that do not know. */
  provider?: string;
  model?: string;
  /** Answers of the model, or runs. */
  count: number;
  totals: UsageTotals;
}

/** A session with what it took in the time that was asked for. */
export interface SessionUsage {
  key: string;
  label?: string;
  sessionId?: string;
  /** Milliseconds since 1970. */
  updatedAt?: number;
  agentId?: string;
  channel?: string;
  model?: string;
  modelProvider?: string;
  /** Null where nothing is known. */
  usage:
    | (UsageTotals & {
        /** Milliseconds since 1970. */
        firstActivity?: number;
        lastActivity?: number;
      })
    | null;
}

/** Tokens and cost of a time, by what they were spent on. OpenClaw's `sessions.usage`, the fields that panels read. */
export interface SessionsUsageResult {
  updatedAt: number;
  /** How far a gateway is that sums up in the background: other than `fresh`, something is missing yet. */
  cacheStatus?: { status: string };
  /** `YYYY-MM-DD`, both days included. */
  startDate: string;
  endDate: string;
  /** Those that took most, at most as many as were asked for. */
  sessions: SessionUsage[];
  totals: UsageTotals;
  aggregates: {
    sessionCount?: number;
    byModel: ModelUsage[];
    byAgent: { agentId: string; totals: UsageTotals }[];
    /** Days without use are left out. */
    costDaily?: (UsageTotals & { date: string })[];
    /** Calls of tools, by the tool. Left out by gateways that do not count them. */
    tools?: { totalCalls: number; tools: { name: string; count: number }[] };
    modelDaily?: { date: string; provider?: string; model?: string; tokens: number; cost: number; count: number }[];
  };
}

/** What may be spent on a gateway, in US dollars; left out, there is no bound. */
export interface Budget {
  gateway: string;
  daily?: number;
  monthly?: number;
}

export interface UsageTotals {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  totalTokens: number;
  /** US dollars; rows whose model has no known price count nothing and are in `missingCostEntries`. */
  totalCost: number;
  missingCostEntries: number;
}

export interface UsageCostResult {
  updatedAt: number;
  /** How far a gateway is that sums up in the background: other than `fresh`, something is missing yet. */
  cacheStatus?: { status: string };
  days: number;
  daily: (UsageTotals & { date: string })[];
  totals: UsageTotals;
}
