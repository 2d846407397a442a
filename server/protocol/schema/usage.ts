import { Type } from "typebox";
import { AgentId, closed, NonEmpty, SessionKey } from "./common.ts";

/** `YYYY-MM-DD` */
const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

/** A time by the days of the gateway's own zone. `startDate` and `endDate` belong together. */
const Time = {
  startDate: Type.Optional(Day),
  endDate: Type.Optional(Day),
  /** Whose days; this gateway counts by its own. */
  mode: Type.Optional(Type.Literal("gateway")),
};

/** `all` is what is meant when no agent is named. */
const AllAgents = Type.Optional(Type.Literal("all"));

export const UsageCostParams = Type.Object(
  {
    ...Time,
    /** Today and the days before it, where no dates are given. Default 30. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
    agentId: Type.Optional(AgentId),
    agentScope: AllAgents,
    sessionKey: Type.Optional(Type.String()),
  },
  closed,
);

export const SessionsUsageParams = Type.Object(
  {
    ...Time,
    key: Type.Optional(SessionKey),
    agentId: Type.Optional(AgentId),
    agentScope: AllAgents,
    /** Where no dates are given. Default `30d`. */
    range: Type.Optional(
      Type.Union([
        Type.Literal("7d"),
        Type.Literal("30d"),
        Type.Literal("90d"),
        Type.Literal("1y"),
        Type.Literal("all"),
      ]),
    ),
    /** Sessions that are listed. Default 50. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  },
  closed,
);

export const BudgetsListParams = Type.Object({}, closed);

/** US dollars. */
const Dollars = Type.Number({ exclusiveMinimum: 0, maximum: 1e9 });

/** Null takes a bound away; left out, it stays. */
export const BudgetsSetParams = Type.Object(
  {
    gateway: NonEmpty,
    daily: Type.Optional(Type.Union([Dollars, Type.Null()])),
    monthly: Type.Optional(Type.Union([Dollars, Type.Null()])),
  },
  closed,
);
