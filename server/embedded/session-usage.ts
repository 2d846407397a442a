import type { ParamsOf } from "../protocol/methods.ts";
import { SessionsUsageParams } from "../protocol/schema/usage.ts";
import type { SessionsUsageResult, UsageTotals } from "../protocol/usage.ts";
import type { Store, UsageSum } from "../store/contract.ts";
import { DEFAULT_AGENT_ID } from "./agent-directory.ts";
import type { Audiences } from "./audience.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock } from "./runs/contract.ts";
import { addressOf } from "./session-keys.ts";
import { dayOf, NOTHING, timeOf } from "./usage.ts";

const DEFAULT_LIMIT = 50;
const RANGES = { "7d": 7, "30d": 30, "90d": 90, "1y": 365, all: undefined } as const;

/** `sessions.usage`: what was spent, on which model, by which agent, in which session. */
export function sessionUsageMethods(deps: { store: Store; audiences: Audiences; clock: Clock }) {
  const { store, audiences, clock } = deps;
  return {
    "sessions.usage": method(
      SessionsUsageParams,
      (params, viewer) => sessionsUsage(store, clock(), params, audiences.hiddenFrom(viewer)),
      "handled",
    ),
  } satisfies MethodTable;
}

async function sessionsUsage(
  { usage, sessions: book }: Store,
  now: number,
  params: ParamsOf<"sessions.usage">,
  exceptCircles: readonly string[],
): Promise<SessionsUsageResult> {
  const { key, agentId, range = "30d", limit = DEFAULT_LIMIT } = params;
  const days = RANGES[range];
  const { from, to } =
    days === undefined && params.startDate === undefined ? { from: 0, to: now + 1 } : timeOf(params, days ?? 1, now);
  const sessionKey = key === undefined ? undefined : addressOf(key, agentId, DEFAULT_AGENT_ID).key;
  // What all is spent is everybody's; what one session spent is for those who may see it.
  const query = { from, to, agentId, sessionKey, exceptCircles: sessionKey === undefined ? [] : exceptCircles };
  const [[all], byModel, byAgent, bySession, costDaily, modelDaily] = await Promise.all([
    usage.sums(query, []),
    usage.sums(query, ["model"]),
    usage.sums(query, ["agentId"]),
    usage.sums({ ...query, exceptCircles }, ["sessionKey", "agentId"], limit),
    usage.daily(query),
    usage.sums(query, ["day", "model"]),
  ]);
  const sessions = await Promise.all(
    bySession.map(async ({ sessionKey, agentId, firstTime, lastTime, ...sum }) => {
      const session = await book.get(sessionKey);
      return {
        key: sessionKey,
        agentId,
        updatedAt: session?.updatedAt ?? lastTime,
        ...(session && { sessionId: session.sessionId, label: session.label ?? session.derivedTitle }),
        ...(session?.channel && { channel: session.channel }),
        usage: { ...totalsOf(sum), firstActivity: firstTime, lastActivity: lastTime },
      };
    }),
  );
  return {
    updatedAt: now,
    startDate: from === 0 ? (costDaily[0]?.date ?? dayOf(now)) : dayOf(from),
    endDate: dayOf(to - 1),
    sessions,
    totals: all ? totalsOf(all) : { ...NOTHING },
    aggregates: {
      sessionCount: all?.sessions ?? 0,
      byModel: byModel.map((sum) => ({ ...modelOf(sum.model), count: sum.count, totals: totalsOf(sum) })),
      byAgent: byAgent.map((sum) => ({ agentId: sum.agentId, totals: totalsOf(sum) })),
      costDaily,
      modelDaily: modelDaily
        .map(({ day, model, totalTokens, totalCost, count }) => ({
          date: day,
          ...modelOf(model),
          tokens: totalTokens,
          cost: totalCost,
          count,
        }))
        .sort((a, b) => a.date.localeCompare(b.date) || b.cost - a.cost),
    },
  };
}

/** `provider/model` in its two parts. */
function modelOf(id: string): { provider?: string; model: string } {
  const at = id.indexOf("/");
  return at > 0 ? { provider: id.slice(0, at), model: id.slice(at + 1) } : { model: id };
}

function totalsOf({
  input,
  output,
  cacheRead,
  cacheWrite,
  totalTokens,
  totalCost,
  missingCostEntries,
}: Totals): UsageTotals {
  return { input, output, cacheRead, cacheWrite, totalTokens, totalCost, missingCostEntries };
}

type Totals = Pick<UsageSum<never>, keyof UsageTotals>;
